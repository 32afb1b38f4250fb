import { unreadable } from '../formats/pieces';
import { err, ok, type Result } from '../lib/result';
import { keptSource } from '../operations/bytes/keptSource';
import { keptTableOf, type TitledVersion } from '../operations/bytes/keptTable';
import type { OperationFailure } from '../operations/core/outcome';
import type { Store } from '../operations/core/store';
import { whileChunksStay } from '../storage/chunkLock';
import { openChunkStore } from '../storage/chunkStore';
import { loadHashers } from '../workers/hashers';
import { sha256Of } from '../workers/wholeDigest';

/** The first bytes of a file, and how long it is. */
export interface FirstBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly byteLength: number;
}

/** The first bytes of a version that are kept, as many as `limit` allows. */
export async function readBytes(
  store: Store,
  version: TitledVersion,
  limit: number,
  signal: AbortSignal,
): Promise<Result<FirstBytes, OperationFailure>> {
  const kept = await keptTableOf(store, version, null);
  if (!kept.ok) return kept;
  const hashers = await loadHashers();
  const chunks = openChunkStore();
  try {
    const source = keptSource(kept.value, { chunks, sha256: sha256Of, hashers }, signal);
    const bytes = await whileChunksStay(() => source.read(0, Math.min(limit, source.byteLength)));
    return ok({ bytes, byteLength: source.byteLength });
  } catch (error) {
    const failed = unreadable(error, signal);
    if (failed.ok) throw error;
    return err({ kind: 'unreadableTable', path: version.title, failure: failed.error });
  } finally {
    chunks.close();
  }
}
