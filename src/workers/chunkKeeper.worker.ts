import type { BytesNotKept } from '../formats/ingest';
import { err, ok, type Result } from '../lib/result';
import { BytesRefused, createByteKeeper, type FileKeeping } from '../operations/bytes/keepBytes';
import type { Chunk } from '../operations/bytes/chunkStore';
import type { StoreFailure } from '../operations/core/store';
import { openChunkStore } from '../storage/chunkStore';
import { serveTasks } from './serveTasks';
import { sha256OfChunk } from './chunkDigest';

/** Stores the bytes of one file after another, as chunks. After a failure it is ended by whoever started it. */
const store = openChunkStore();
const ports = {
  // On disk for good before anything refers to them: whoever takes the versions calls `sync` first.
  chunks: { add: (chunks: readonly Chunk[]) => store.add(chunks, 'atSync') },
  sha256: sha256OfChunk,
};
const keeper = createByteKeeper(ports);
let file: FileKeeping | null = null;

serveTasks(self, {
  beginKeeping({ before }) {
    file = keeper.begin(before);
  },
  keepPiece: ({ piece }) => refusable(async () => begun().update(piece)),
  endKeeping: () => refusable(async () => begun().finish()),
  storeKept: () => refusable(async () => keeper.stored()),
});

function begun(): FileKeeping {
  if (!file) throw new Error('Bytes came before their file.');
  return file;
}

/** What the store refuses is answered; whatever else is thrown is a bug. */
async function refusable<T>(work: () => Promise<T>): Promise<Result<T, BytesNotKept>> {
  try {
    return ok(await work());
  } catch (error) {
    if (!(error instanceof BytesRefused)) throw error;
    file = null;
    return err(notKept(error.failure));
  }
}

function notKept(failure: StoreFailure): BytesNotKept {
  const reason = failure.kind === 'storeFull' ? 'full' : 'unavailable';
  const message = failure.kind === 'storeNewer' ? 'It is of a newer version.' : failure.message;
  return { kind: 'bytesNotKept', reason, message };
}
