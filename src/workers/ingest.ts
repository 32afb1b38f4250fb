import {
  ingestFile,
  type BytesNotKept,
  type Ingested,
  type IngestPorts,
  type UnreadableFile,
} from '../formats/ingest';
import type { Result } from '../lib/result';
import { blobSource } from './blobSource';
import { browserText } from './browserText';
import { keepInWorker } from './bytesKeeper';
import { startCsvPieceWorkers, type CsvPieceWorkers } from './csvPieceWorkers';
import { beginFileDigest } from './fileDigester';
import { heavyByteLength } from './heavyFiles';
import { loadHashers } from './hashers';
import type { IngestInput, IngestProgress } from './tasks';

/** Reading more at once than this gains nothing (measured in Chromium), and costs memory. */
const pace = { pieceByteLength: 16 * 1024 * 1024, readsInFlight: 3 };
const csvWorkerCount = 2;
const progressIntervalMs = 100;

const hashers = loadHashers();
/** Kept from one file to the next: code that is compiled already reads twice as fast. */
let csvWorkers: CsvPieceWorkers | null = null;

/** Runs an ingest inside a worker; `start` starts a worker below it. */
export async function ingest(
  input: IngestInput,
  signal: AbortSignal,
  report: (progress: IngestProgress) => void,
  start: { readonly sha256: () => Worker; readonly csvPiece: () => Worker },
): Promise<Result<Ingested, UnreadableFile | BytesNotKept>> {
  const { keep } = input;
  const isHeavy = input.file.size >= heavyByteLength;
  const loaded = await hashers;
  const ports: IngestPorts = {
    hashers: loaded,
    text: browserText,
    beginDigest: (byteLength) => beginFileDigest(byteLength, loaded.md5(), start.sha256),
    pace,
    ...(keep ? { beginKeeping: () => keepInWorker(keep) } : {}),
    ...(isHeavy
      ? {
          runCsvPiece: (bytes, plan) => {
            csvWorkers ??= startCsvPieceWorkers(csvWorkerCount, start.csvPiece);
            return csvWorkers.run(bytes, plan);
          },
          csvPiecesInFlight: 2 * csvWorkerCount,
        }
      : {}),
  };
  const onBytesRead = everySoOften(report, input.file.size);
  return ingestFile(blobSource(input.file), input, ports, signal, onBytesRead);
}

function everySoOften(
  report: (progress: IngestProgress) => void,
  byteLength: number,
): (bytesRead: number) => void {
  let reportedAt = 0;
  return (bytesRead) => {
    const now = performance.now();
    if (now - reportedAt < progressIntervalMs && bytesRead < byteLength) return;
    reportedAt = now;
    report({ bytesRead, byteLength });
  };
}
