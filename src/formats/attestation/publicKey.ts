import { joinBytes } from '../../lib/joinBytes';
import type { Hashers } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { fromBase64, toBase64 } from '../base64';

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
export type PublicKey = Uint8Array<ArrayBuffer>;

/** What stands before the 32 bytes in SubjectPublicKeyInfo (RFC 8410, section 4). */
const spkiHead = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
/** What stands before the key in the wire form of OpenSSH (RFC 8709): `ssh-ed25519` and the lengths of both. */
const sshHead = Uint8Array.of(
  ...[0, 0, 0, 11],
  ...[0x73, 0x73, 0x68, 0x2d, 0x65, 0x64, 0x32, 0x35, 0x35, 0x31, 0x39],
  ...[0, 0, 0, 32],
);
const keyLength = 32;

/** Reads a public key: PEM, a line of OpenSSH, or its 32 bytes as hexadecimal digits or base64. */
export function readPublicKey(text: string): Result<PublicKey, string> {
  const trimmed = text.trim();
  if (/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(trimmed))
    return err('it is a private key: give the public one, and keep this one to yourself');
  const pem = /^-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----$/.exec(trimmed);
  if (pem) return afterHead(pem[1]!, spkiHead);
  const ssh = /^ssh-ed25519 ([A-Za-z0-9+/=]+)(?: .*)?$/.exec(trimmed);
  if (ssh) return afterHead(ssh[1]!, sshHead);
  if (/^[0-9a-fA-F]{64}$/.test(trimmed))
    return ok(
      Uint8Array.from({ length: keyLength }, (_, at) => parseInt(trimmed.slice(2 * at, 2 * at + 2), 16)),
    );
  const bytes = fromBase64(trimmed);
  return bytes?.length === keyLength
    ? ok(bytes)
    : err('it is no Ed25519 public key: PEM, a line of OpenSSH, or 32 bytes in base64 or hexadecimal digits');
}

/** A public key as PEM, as `openssl pkey -pubout` writes it. */
export function writePublicKey(key: PublicKey): string {
  return `-----BEGIN PUBLIC KEY-----\n${toBase64(joinBytes([spkiHead, key]))}\n-----END PUBLIC KEY-----\n`;
}

/** What a key is called: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal digits. */
export function keyIdOf(key: PublicKey, { sha256 }: Pick<Hashers, 'sha256'>): string {
  const hasher = sha256();
  hasher.update(joinBytes([spkiHead, key]));
  return hasher.hex();
}

function afterHead(encoded: string, head: Uint8Array): Result<PublicKey, string> {
  const bytes = fromBase64(encoded.replace(/\s/g, ''));
  const isKey = bytes?.length === head.length + keyLength && head.every((byte, at) => bytes[at] === byte);
  return isKey ? ok(bytes.slice(head.length)) : err('it is a public key of another kind than Ed25519');
}
