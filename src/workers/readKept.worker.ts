import { readKnownTable } from '../formats/readKnownTable';
import { keptSource } from '../operations/bytes/keptSource';
import { openChunkStore } from '../storage/chunkStore';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import csvPieceUrl from './csvPiece.worker?worker&url';
import { csvPiecePorts } from './csvPieceWorkers';
import { loadHashers } from './hashers';
import { serveTasks } from './serveTasks';
import { startWorker } from './startWorker';
import { sha256Of } from './wholeDigest';

const pace = { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 };
const hashers = loadHashers();
const startCsvPiece = (): Worker => startWorker(csvPieceUrl, import.meta.url);

serveTasks(self, {
  async readKept({ file, isListClaimed, ...table }, { signal, report }) {
    const { byteLength } = file;
    const ports = {
      hashers: await hashers,
      text: browserText,
      pace,
      ...csvPiecePorts(byteLength, startCsvPiece),
    };
    const tell = atIntervals(report);
    let bytesRead = 0;
    const chunks = openChunkStore();
    try {
      const listed = { file, isListClaimed };
      const source = keptSource(listed, { chunks, sha256: sha256Of, hashers: ports.hashers }, signal);
      return await readKnownTable({ ...table, source, digest: file.digest }, ports, signal, (more) =>
        tell((bytesRead += more)),
      );
    } finally {
      chunks.close();
    }
  },
});
