import { readRows } from '../formats/readRows';
import { keptSource } from '../operations/bytes/keptSource';
import { searchKey } from '../operations/bytes/searchKey';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
import { loadHashers } from './hashers';
import { serveTasks } from './serveTasks';
import { sha256Of } from './wholeDigest';

const pace = { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 };
const loading = loadHashers();

serveTasks(self, {
  async searchKey({ databaseName, ...query }, { signal, report }) {
    const hashers = await loading;
    const store = createDexieStore(databaseName);
    const chunks = openChunkStore();
    const kept = { chunks, sha256: sha256Of, hashers };
    const tell = atIntervals(report, ({ bytesDone, byteLength }) => bytesDone >= byteLength);
    try {
      return await searchKey(
        {
          store,
          text: browserText,
          sourceOf: (file) => keptSource(file, kept, signal),
          readRows: (source, file, rows, onBytes) =>
            readRows(
              source,
              { ...file, textColumns: [] },
              rows,
              { hashers, text: browserText, pace },
              signal,
              onBytes,
            ),
        },
        query,
        signal,
        tell,
      );
    } finally {
      store.close();
      chunks.close();
    }
  },
});
