import type { Digest } from '../../versioning/digest';
import type { ChunkStore } from './chunkStore';

/** What a sweep took away. */
export interface Swept {
  readonly chunkCount: number;
  readonly storedByteLength: number;
}

/** Removes the chunks that nothing refers to. Nobody may be writing chunks meanwhile. */
export async function sweepChunks(
  chunks: Pick<ChunkStore, 'pages' | 'remove'>,
  referred: ReadonlySet<Digest>,
): Promise<Swept> {
  const orphans: Digest[] = [];
  let storedByteLength = 0;
  for await (const page of chunks.pages()) {
    for (const chunk of page) {
      if (referred.has(chunk.digest)) continue;
      orphans.push(chunk.digest);
      storedByteLength += chunk.storedByteLength;
    }
  }
  // All at once: what is a difference from one of them is not stored anew where it goes, too.
  if (orphans.length > 0) await chunks.remove(orphans);
  return { chunkCount: orphans.length, storedByteLength };
}
