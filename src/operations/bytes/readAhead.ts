import type { Digest } from '../../versioning/digest';
import type { Chunk, ChunkStore } from './chunkStore';
import type { KeptFile } from '../core/keptFiles';

/** What is read at once, and held, of files to come. */
const aheadByteLength = 4 * 1024 * 1024;

/**
 * Reads of a folder's files in order: a small one brings those after it along, as a read takes about as long for one chunk as
 * for many. A file above an eighth of what is held is read by itself.
 */
export function readAhead(
  files: readonly KeptFile[],
  chunks: Pick<ChunkStore, 'read'>,
): Pick<ChunkStore, 'read'> {
  const held = new Map<Digest, Chunk['bytes'] | null>();
  let next = 0;
  return {
    async read(digests) {
      const wanted = new Set(digests.filter((digest) => !held.has(digest)));
      if (wanted.size > 0) {
        let byteLength = 0;
        for (; next < files.length && byteLength < aheadByteLength; next++) {
          const file = files[next];
          if (!file || file.byteLength > aheadByteLength / 8) continue;
          byteLength += file.byteLength;
          for (const { digest } of file.chunks) if (!held.has(digest)) wanted.add(digest);
        }
        const asked = [...wanted];
        const found = await chunks.read(asked);
        for (const [at, digest] of asked.entries()) held.set(digest, found[at] ?? null);
      }
      const bytes = digests.map((digest) => held.get(digest) ?? null);
      for (const digest of digests) held.delete(digest);
      return bytes;
    },
  };
}
