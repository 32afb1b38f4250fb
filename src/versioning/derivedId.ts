import type { Hashers, TextCodec } from '../lib/ports';
import { canonicalJson } from './canonicalJson';

/** What ids that follow from a text are computed with. */
export interface DigestPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
  /** SHA-256 of text in UTF-8, where there is a quicker way than through bytes. */
  readonly sha256OfText?: (text: string) => string;
}

/** SHA-256 of text in UTF-8, in hexadecimal. */
export function digestOfText(content: string, { hashers, text, sha256OfText }: DigestPorts): string {
  if (sha256OfText) return sha256OfText(content);
  const hasher = hashers.sha256();
  hasher.update(text.encode(content));
  return hasher.hex();
}

/**
 * An id that the same source always gets again: the first 128 bits of SHA-256 over the canonical form of
 * [kind, namespace, name], shaped as a UUID of version 8 ([V56]). `kind` keeps artifacts, jobs and runs apart.
 */
export function derivedId(kind: string, namespace: string, name: string, ports: DigestPorts): string {
  const hex = digestOfText(canonicalJson([kind, namespace, name]), ports);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
