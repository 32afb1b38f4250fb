import type { Hashers, TextCodec } from '../lib/ports';
import { canonicalJson } from './canonicalJson';

/**
 * An id that the same source always gets again: the first 128 bits of SHA-256 over the canonical form of
 * [kind, namespace, name], shaped as a UUID of version 8 ([V9]). `kind` keeps artifacts, jobs and runs apart.
 */
export function derivedId(
  kind: string,
  namespace: string,
  name: string,
  { hashers, text }: { readonly hashers: Hashers; readonly text: TextCodec },
): string {
  const hasher = hashers.sha256();
  hasher.update(text.encode(canonicalJson([kind, namespace, name])));
  const hex = hasher.hex();
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
