import type { Hashers, TextCodec } from '../../lib/ports';
import { comparePaths } from '../../versioning/tree';
import { fromBase64 } from '../base64';

/** A file of an artifact, or a place elsewhere that it refers to. */
export interface WandbEntry {
  readonly path: string;
  /** Base64 of the file's MD5; of a reference its address, or a tag that its store gave. */
  readonly digest: string;
  readonly size: number | null;
  readonly reference: string | null;
}

/** More files than this are kept and not shown one by one. */
export const mostShownEntries = 50;

/** Hexadecimal MD5 of an entry's bytes; null for a reference without one. */
export function entryMd5({ digest }: WandbEntry): string | null {
  const bytes = /^[A-Za-z0-9+/]{22}==$/.test(digest) ? fromBase64(digest) : null;
  return bytes?.length === 16
    ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : null;
}

/** The digest of an artifact: MD5 over `wandb-artifact-manifest-v1` and `path:digest` of each entry by path, a line each. */
export function artifactDigest(
  entries: readonly WandbEntry[],
  { hashers, text }: { readonly hashers: Hashers; readonly text: TextCodec },
): string {
  const hasher = hashers.md5();
  hasher.update(text.encode('wandb-artifact-manifest-v1\n'));
  const sorted = entries.toSorted((a, b) => comparePaths(a.path, b.path));
  for (const { path, digest } of sorted) hasher.update(text.encode(`${path}:${digest}\n`));
  return hasher.hex();
}
