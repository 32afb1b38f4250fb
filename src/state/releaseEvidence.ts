import { looksLikeEnvelope } from '../formats/attestation/envelope';
import { readPrivateKeyText, writePrivateKeyText } from '../formats/attestation/privateKey';
import { keyIdOf, readPublicKey, writePublicKey } from '../formats/attestation/publicKey';
import { err, ok, type Result } from '../lib/result';
import type { ArtifactView, Workspace } from '../operations/core/workspace';
import type { FileDigest } from '../operations/releases/matchFile';
import { signRelease } from '../operations/releases/signRelease';
import { verifyRelease, type ReleaseCheck } from '../operations/releases/verifyRelease';
import type { DeviceSettings } from '../storage/deviceSettings';
import {
  checkSignature,
  makeKeyPair,
  readPrivateKey,
  signerOf,
  writePrivateKey,
  type KeyPair,
} from '../storage/ed25519';
import { nobleHashers } from '../storage/hashers';
import type { AliasMove } from '../versioning/records';
import { browserText } from '../workers/browserText';
import { sha256Of } from '../workers/wholeDigest';

/** The key that this browser signs with. */
export interface SigningKey {
  /** SHA-256 of the public key. */
  readonly keyId: string;
  /** The public key, as PEM. */
  readonly publicKey: string;
}

/** Writes and checks the signed evidence of releases. The private key stays in this browser until a person exports it. */
export interface ReleaseEvidence {
  /** Null until one is made or given. */
  key(): Promise<SigningKey | null>;
  makeKey(): Promise<SigningKey>;
  /** Takes a private key in PEM in the place of the one that is there. */
  giveKey(pem: string): Promise<Result<SigningKey, string>>;
  /** The private key as PEM; null where there is none. */
  exportKey(): Promise<string | null>;
  /** The evidence of a move as one file, signed with the key of this browser. */
  sign(workspace: Workspace, artifact: ArtifactView, move: AliasMove): Promise<Result<string, string>>;
  /** Checks evidence and files against it; `trusted` is a public key in any form, or empty. */
  verify(
    evidence: string,
    trusted: string,
    files: readonly FileDigest[],
  ): Promise<Result<ReleaseCheck, string>>;
  digest(file: File): Promise<string>;
}

const ports = { hashers: nobleHashers, text: browserText, checkSignature };

/** Over the settings of this device, which hold the key. */
export function createReleaseEvidence(settings: DeviceSettings): ReleaseEvidence {
  const stored = async (): Promise<KeyPair | null> => (await settings.signingKey()) ?? null;
  const keep = async (pair: KeyPair): Promise<SigningKey> => {
    await settings.setSigningKey(pair);
    return viewOf(pair);
  };
  return {
    async key() {
      const pair = await stored();
      return pair && viewOf(pair);
    },
    makeKey: async () => keep(await makeKeyPair()),
    async giveKey(pem) {
      const pkcs8 = readPrivateKeyText(pem);
      if (!pkcs8.ok) return pkcs8;
      try {
        return ok(await keep(await readPrivateKey(pkcs8.value)));
      } catch {
        return err('it is a private key of another kind than Ed25519');
      }
    },
    async exportKey() {
      const pair = await stored();
      return pair && writePrivateKeyText(await writePrivateKey(pair));
    },
    async sign(workspace, artifact, move) {
      const pair = await stored();
      if (!pair) return err('There is no key to sign with yet: make one first.');
      return signRelease(workspace, artifact, move, await signerOf(pair), ports);
    },
    async verify(evidence, trusted, files) {
      const key = trusted.trim() === '' ? ok(null) : readPublicKey(trusted);
      if (!key.ok) return err(`The key to trust: ${key.error}.`);
      const check = await verifyRelease(ports, evidence, key.value, files);
      if (check.ok) return check;
      const { place, message } = check.error;
      return err(`This is no evidence of a release: ${[place, message].filter(Boolean).join(' ')}.`);
    },
    digest: digestOf,
  };
}

async function viewOf(pair: KeyPair): Promise<SigningKey> {
  const { publicKey } = await signerOf(pair);
  return { keyId: keyIdOf(publicKey, nobleHashers), publicKey: writePublicKey(publicKey) };
}

/** Up to this one call of Web Crypto takes a file whole. */
const wholeByteLength = 128 * 1024 * 1024;
const pieceByteLength = 4 * 1024 * 1024;

async function digestOf(file: File): Promise<string> {
  if (file.size <= wholeByteLength) return sha256Of(new Uint8Array(await file.arrayBuffer()));
  const hasher = nobleHashers.sha256();
  for (let at = 0; at < file.size; at += pieceByteLength)
    hasher.update(new Uint8Array(await file.slice(at, at + pieceByteLength).arrayBuffer()));
  return hasher.hex();
}

/** The text of a file that looks like the evidence of a release; null for any other. */
export async function readEvidenceFile(file: File): Promise<string | null> {
  const head = await file.slice(0, 256).text();
  if (!/^\s*\{\s*"(?:payload|payloadType|signatures)"/.test(head)) return null;
  const text = await file.text();
  return looksLikeEnvelope(text) ? text : null;
}
