import type { ListedChunk } from './chunkList';
import type { Digest } from '../digest';

/** Tells of a new version's chunks, in order, which chunk of the version before lies where each one does. */
export interface SimilarFinder {
  /** Undefined where the version before has that very chunk, or nothing at that place. */
  next(chunk: ListedChunk): Digest | undefined;
}

/**
 * Where bytes were put in or taken out, what follows lies elsewhere: the two versions are laid beside each other anew at
 * each chunk that they share.
 */
export function findSimilar(before: readonly ListedChunk[]): SimilarFinder {
  const starts: number[] = [];
  const indexesOf = new Map<Digest, number[]>();
  let total = 0;
  for (const [index, { digest, byteLength }] of before.entries()) {
    starts.push(total);
    total += byteLength;
    const indexes = indexesOf.get(digest);
    if (indexes) indexes.push(index);
    else indexesOf.set(digest, [index]);
  }
  let offset = 0;
  /** What is at `offset` of the new version was at `offset + shift` of the one before. */
  let shift = 0;
  return {
    next({ digest, byteLength }) {
      const start = offset;
      offset += byteLength;
      const same = indexesOf.get(digest);
      if (same) {
        const nearest = same.reduce((best, index) =>
          Math.abs(starts[index]! - start - shift) < Math.abs(starts[best]! - start - shift) ? index : best,
        );
        shift = starts[nearest]! - start;
        return undefined;
      }
      return before[indexAt(starts, start + shift + byteLength / 2)]?.digest;
    },
  };
}

/** The chunk that has the byte at `position`; the last one for what is beyond all. */
function indexAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
