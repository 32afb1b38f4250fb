import { ok, type Result } from '../lib/result';
import type { StoreFailure } from '../operations/store';
import { sweepChunks, type Swept } from '../operations/sweepChunks';
import { chunksReferredTo } from '../storage/chunkReferences';
import { openChunkStore } from '../storage/chunkStore';
import { whileChunksRest } from './chunkLock';

/** Removes the chunks that no workspace of this browser refers to, once nobody writes any. */
export function sweep(): Promise<Result<Swept, StoreFailure>> {
  return whileChunksRest(async () => {
    const referred = await chunksReferredTo();
    if (!referred.ok) return referred;
    const chunks = openChunkStore();
    try {
      return ok(await sweepChunks(chunks, referred.value));
    } finally {
      chunks.close();
    }
  });
}
