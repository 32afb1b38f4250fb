import { ok, type Result } from '../lib/result';
import type { StoreFailure } from '../operations/core/store';
import { sweepChunks, type Swept } from '../operations/bytes/sweepChunks';
import { chunksReferredTo } from '../storage/chunkReferences';
import { chunkDatabaseName, openChunkStore } from '../storage/chunkStore';
import { ifChunksRest, whileChunksRest } from '../storage/chunkLock';

/** Removes the chunks that no workspace of this browser refers to, once nobody writes any. */
export function sweep(): Promise<Result<Swept, StoreFailure>> {
  return whileChunksRest(sweepNow);
}

/** Removes what cancelled drops and deleted workspaces left, unless somebody writes chunks now; what hinders it is no news. */
export async function sweepIfIdle(): Promise<void> {
  try {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (names.includes(chunkDatabaseName)) await ifChunksRest(sweepNow);
  } catch {
    // Another time: nothing refers to what is left.
  }
}

async function sweepNow(): Promise<Result<Swept, StoreFailure>> {
  const referred = await chunksReferredTo();
  if (!referred.ok) return referred;
  const chunks = openChunkStore();
  try {
    return ok(await sweepChunks(chunks, referred.value));
  } finally {
    chunks.close();
  }
}
