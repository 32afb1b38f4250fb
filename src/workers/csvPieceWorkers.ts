import type { RunCsvPiece } from '../formats/csv/readCsv';
import type { CsvPlan } from '../formats/csv/readCsvPiece';
import type { IngestPorts } from '../formats/ingest';
import { heavyByteLength } from './heavyFiles';

type ReadPiece = Awaited<ReturnType<RunCsvPiece>>;

/** What a CSV worker is sent: a piece of whole records, whose buffer it gets and gives back. */
export interface CsvPieceRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly plan: CsvPlan;
}

export type CsvPieceAnswer =
  ({ readonly kind: 'done' } & ReadPiece) | { readonly kind: 'failed'; readonly message: string };

/** Workers of an ingest worker's own that read pieces of CSV, each one piece after the other; they end with it. */
interface CsvPieceWorkers {
  readonly run: RunCsvPiece;
}

/** So many read at once beside the worker that cuts the file. */
const workerCount = 2;

/** Kept from one file to the next: code that is compiled already reads twice as fast. */
let workers: CsvPieceWorkers | null = null;

/** Reads the pieces of a heavy CSV on workers below this one; of a light one nothing, which is read here. */
export function csvPiecePorts(
  byteLength: number,
  start: () => Worker,
): Pick<IngestPorts, 'runCsvPiece' | 'csvPiecesInFlight'> {
  if (byteLength < heavyByteLength) return {};
  return {
    runCsvPiece(bytes, plan) {
      workers ??= startCsvPieceWorkers(workerCount, start);
      return workers.run(bytes, plan);
    },
    csvPiecesInFlight: 2 * workerCount,
  };
}

interface Waiting {
  resolve(read: ReadPiece): void;
  reject(reason: Error): void;
}

interface Reader {
  /** Replaced where it crashes. */
  worker: Worker;
  readonly waiting: Waiting[];
}

function startCsvPieceWorkers(count: number, start: () => Worker): CsvPieceWorkers {
  const readers = Array.from({ length: count }, (): Reader => startReader(start));
  return {
    run(bytes, plan) {
      const reader = readers.reduce((least, other) =>
        other.waiting.length < least.waiting.length ? other : least,
      );
      return new Promise((resolve, reject) => {
        reader.waiting.push({ resolve, reject });
        const request: CsvPieceRequest = { bytes, plan };
        reader.worker.postMessage(request, [bytes.buffer]);
      });
    },
  };
}

function startReader(start: () => Worker): Reader {
  const waiting: Waiting[] = [];
  const reader = { worker: start(), waiting };
  const listen = (): void => {
    reader.worker.onmessage = ({ data }: MessageEvent<CsvPieceAnswer>) => {
      const next = waiting.shift();
      if (data.kind === 'done') next?.resolve(data);
      else next?.reject(new Error(data.message));
    };
    reader.worker.onerror = (event) => {
      event.preventDefault();
      for (const next of waiting.splice(0)) next.reject(new Error(`A CSV worker crashed: ${event.message}`));
      reader.worker.terminate();
      reader.worker = start();
      listen();
    };
  };
  listen();
  return reader;
}
