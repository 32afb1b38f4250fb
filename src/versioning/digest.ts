import { err, ok, type Result } from '../lib/result';

/** SHA-256 of bytes as 64 lower-case hexadecimal digits: what `sha256sum`, git-lfs and Croissant say. */
export type Digest = string & { readonly __digest: unique symbol };

/** MD5 of bytes as 32 lower-case hexadecimal digits, for DVC alone; a `.dir` suffix marks a DVC folder. */
export type Md5 = string & { readonly __md5: unique symbol };

/** A text that is no digest in hexadecimal. */
export interface MalformedDigest {
  readonly kind: 'malformedDigest';
  readonly text: string;
}

/** Reads a SHA-256 in hexadecimal, in either case; anything else is a `malformedDigest`. */
export function parseDigest(text: string): Result<Digest, MalformedDigest> {
  const lower = text.toLowerCase();
  return /^[0-9a-f]{64}$/.test(lower) ? ok(lower as Digest) : err({ kind: 'malformedDigest', text });
}

/** Reads an MD5 in hexadecimal, in either case, with or without DVC's `.dir`. */
export function parseMd5(text: string): Result<Md5, MalformedDigest> {
  const lower = text.toLowerCase();
  return /^[0-9a-f]{32}(\.dir)?$/.test(lower) ? ok(lower as Md5) : err({ kind: 'malformedDigest', text });
}

/** The first 12 characters: enough to tell digests apart on a page. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
