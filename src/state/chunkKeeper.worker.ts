import type { BytesNotKept } from '../formats/ingest';
import { BytesRefused, createByteKeeper, type FileKeeping } from '../operations/bytes/keepBytes';
import type { Chunk } from '../operations/bytes/chunkStore';
import type { StoreFailure } from '../operations/core/store';
import { openChunkStore } from '../storage/chunkStore';
import type { KeeperAnswer, KeeperRequest } from '../workers/bytesKeeper';
import { sha256OfChunk } from '../workers/chunkDigest';

/** Stores the bytes of one file after another, as chunks. After a failure it is ended by whoever started it. */
const store = openChunkStore();
const ports = {
  // On disk for good before anything refers to them: whoever takes the versions calls `sync` first.
  chunks: { add: (chunks: readonly Chunk[]) => store.add(chunks, 'atSync') },
  sha256: sha256OfChunk,
};
const keeper = createByteKeeper(ports);
let file: FileKeeping | null = null;
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<KeeperRequest>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  last = last.then(() => take(data)).catch(fail);
};

async function take(request: KeeperRequest): Promise<void> {
  if (request === 'store') {
    await keeper.stored();
    answer({ kind: 'stored' });
  } else if (request instanceof Uint8Array) {
    await file?.update(request);
    answer({ kind: 'taken' });
  } else if (request === 'end') {
    if (file) answer({ kind: 'listed', chunks: await file.finish() });
    file = null;
  } else file = keeper.begin(request.before);
}

function fail(error: unknown): void {
  file = null;
  if (error instanceof BytesRefused) answer({ kind: 'failed', failure: notKept(error.failure) });
  else reportError(error);
}

function notKept(failure: StoreFailure): BytesNotKept {
  const reason = failure.kind === 'storeFull' ? 'full' : 'unavailable';
  const message = failure.kind === 'storeNewer' ? 'It is of a newer version.' : failure.message;
  return { kind: 'bytesNotKept', reason, message };
}

function answer(message: KeeperAnswer): void {
  self.postMessage(message);
}
