import type { Digest } from '../../versioning/digest';
import type { ChunkPlace, ChunkStore } from './chunkStore';

/**
 * The bytes on disk that removing the chunks of `freed` gives back, where those of `staying` remain. What is stored as a
 * difference from a removed chunk has to be stored anew; how much that takes is estimated by the chunk at the end of
 * its chain, which is much like it.
 */
export async function freedOnDisk(
  chunks: Pick<ChunkStore, 'pages'>,
  freed: ReadonlySet<Digest>,
  staying: ReadonlySet<Digest>,
): Promise<number> {
  const stored = new Map<Digest, ChunkPlace>();
  for await (const page of chunks.pages()) for (const place of page) stored.set(place.digest, place);
  const isRemoved = (digest: Digest): boolean => freed.has(digest) && !staying.has(digest);
  let byteLength = 0;
  for (const [digest, { storedByteLength, base }] of stored) {
    if (isRemoved(digest)) byteLength += storedByteLength;
    else if (base !== undefined && isRemoved(base)) byteLength += storedByteLength - wholeLength(digest);
  }
  return Math.max(0, byteLength);

  function wholeLength(digest: Digest): number {
    let place = stored.get(digest);
    while (place?.base !== undefined && stored.has(place.base)) place = stored.get(place.base);
    return place?.storedByteLength ?? 0;
  }
}
