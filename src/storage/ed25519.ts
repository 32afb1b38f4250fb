// oxlint-disable no-restricted-properties -- nothing here is signed or checked within a transaction

import type { CheckSignature, Signer } from '../lib/ports';

/** Checks a signature by the platform's Web Crypto. */
export const checkSignature: CheckSignature = async (publicKey, signature, message) => {
  const { subtle } = globalThis.crypto;
  try {
    const key = await subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify']);
    return await subtle.verify('Ed25519', key, signature, message);
  } catch {
    // Bytes that are no point of the curve are no key, and have signed nothing.
    return false;
  }
};

/** A key as the platform holds it. */
type PlatformKey = Awaited<ReturnType<typeof globalThis.crypto.subtle.importKey>>;

/** A private key of Ed25519 as the platform holds it, with its public half. */
export interface KeyPair {
  readonly privateKey: PlatformKey;
  readonly publicKey: PlatformKey;
}

/** Makes a key; it can be exported, which a person has to ask for. */
export async function makeKeyPair(): Promise<KeyPair> {
  const made = await globalThis.crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in made)) throw new Error('the platform made no pair of keys');
  return made;
}

/** A private key from PKCS #8 in DER (RFC 8410). Throws where it is none of Ed25519. */
export async function readPrivateKey(pkcs8: Uint8Array<ArrayBuffer>): Promise<KeyPair> {
  const { subtle } = globalThis.crypto;
  const privateKey = await subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x = '' } = await subtle.exportKey('jwk', privateKey);
  const publicKey = await subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', true, [
    'verify',
  ]);
  return { privateKey, publicKey };
}

/** The key as PKCS #8 in DER. */
export async function writePrivateKey({ privateKey }: KeyPair): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await globalThis.crypto.subtle.exportKey('pkcs8', privateKey));
}

/** What signs with a key. */
export async function signerOf({ privateKey, publicKey }: KeyPair): Promise<Signer> {
  const { subtle } = globalThis.crypto;
  return {
    publicKey: new Uint8Array(await subtle.exportKey('raw', publicKey)),
    sign: async (message) => new Uint8Array(await subtle.sign('Ed25519', privateKey, message)),
  };
}
