import { err, ok, type Result } from '../../lib/result';
import { fromBase64, toBase64 } from '../base64';

/** Reads a private key in PEM to its PKCS #8, as `openssl genpkey -algorithm ed25519` writes it. */
export function readPrivateKeyText(text: string): Result<Uint8Array<ArrayBuffer>, string> {
  const pem = /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(text);
  const bytes = pem && fromBase64(pem[1]!.replace(/\s/g, ''));
  if (bytes) return ok(bytes);
  if (text.includes('ENCRYPTED PRIVATE KEY'))
    return err('it is encrypted: write it out without a passphrase first, with openssl pkey');
  return err('it is no private key in PEM (PKCS #8), as openssl genpkey -algorithm ed25519 writes it');
}

/** PKCS #8 as PEM. */
export function writePrivateKeyText(pkcs8: Uint8Array): string {
  const lines = toBase64(pkcs8).match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
