import type { Hashers } from '../../lib/ports';
import { createChunker } from '../../versioning/chunking/chunker';

/** A stretch of a file under the SHA-256 of its bytes. */
export interface Pack {
  readonly digest: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** No pack is longer. */
export const mostPackBytes = 8 * 1024 * 1024;

/**
 * Cuts a file into packs, in order. A pack ends after a chunk ([V30] to [V32]) whose SHA-256 begins with a digit below 2,
 * which is one in eight, or before it would pass the limit. So a file that changed in one place has most packs of before.
 */
export function cutPacks(
  bytes: Uint8Array<ArrayBuffer>,
  { sha256 }: Pick<Hashers, 'sha256'>,
): readonly Pack[] {
  const digestOf = (part: Uint8Array): string => {
    const hasher = sha256();
    hasher.update(part);
    return hasher.hex();
  };
  const packs: Pack[] = [];
  const chunker = createChunker();
  let [start, from] = [0, 0];
  const end = (at: number): void => {
    const part = bytes.subarray(start, at);
    if (part.length > 0) packs.push({ digest: digestOf(part), bytes: part });
    start = at;
  };
  while (from < bytes.length) {
    const found = chunker.nextEnd(bytes, from);
    const at = found === -1 ? bytes.length : found;
    if (at - start > mostPackBytes) end(from);
    if (digestOf(bytes.subarray(from, at)) < '2') end(at);
    from = at;
  }
  end(bytes.length);
  return packs;
}
