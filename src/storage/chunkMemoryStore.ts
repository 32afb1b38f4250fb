import { ok } from '../lib/result';
import type { ChunkStore } from '../operations/bytes/chunkStore';
import type { Digest } from '../versioning/digest';

/** Chunks in memory, for the command line. */
export function createMemoryChunkStore(): ChunkStore {
  const chunks = new Map<Digest, Uint8Array<ArrayBuffer>>();
  return {
    missing: async (digests) => [...new Set(digests)].filter((digest) => !chunks.has(digest)),
    add: async (added) => {
      for (const { digest, bytes } of added) if (!chunks.has(digest)) chunks.set(digest, bytes.slice());
      return ok(undefined);
    },
    sync: async () => ok(undefined),
    read: async (digests) => digests.map((digest) => chunks.get(digest)?.slice() ?? null),
    async *pages() {
      yield [...chunks].map(([digest, { byteLength }]) => ({ digest, storedByteLength: byteLength }));
    },
    remove: async (digests) => {
      for (const digest of digests) chunks.delete(digest);
    },
  };
}
