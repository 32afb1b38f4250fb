import type { IngestPorts } from '../formats/ingest';
import { heavyByteLength } from './heavyFiles';
import { createWorkerPool, type WorkerPool } from './pool';

/** So many read at once beside the worker that cuts the file. */
const workerCount = 2;

/** Kept from one file to the next: code that is compiled already reads twice as fast. */
let workers: WorkerPool | null = null;

/** Reads the pieces of a heavy CSV on workers below this one; of a light one nothing, which is read here. */
export function csvPiecePorts(
  byteLength: number,
  start: () => Worker,
): Pick<IngestPorts, 'runCsvPiece' | 'csvPiecesInFlight'> {
  if (byteLength < heavyByteLength) return {};
  return {
    runCsvPiece(bytes, plan) {
      workers ??= createWorkerPool({ size: workerCount, start });
      return workers.run('readCsvPiece', { bytes, plan }, { give: bytes.buffer });
    },
    csvPiecesInFlight: 2 * workerCount,
  };
}
