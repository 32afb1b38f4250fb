import {
  ingestFile,
  KeepingFailed,
  type BytesNotKept,
  type Ingested,
  type IngestPorts,
  type UnreadableFile,
} from '../formats/ingest';
import { err, type Result } from '../lib/result';
import { atIntervals } from './atIntervals';
import { blobSource } from './blobSource';
import { browserText } from './browserText';
import { keepInWorker, type FilesKeeper } from './bytesKeeper';
import { csvPiecePorts } from './csvPieceWorkers';
import { beginFileDigest } from './fileDigester';
import { loadHashers } from './hashers';
import type { IngestInput, IngestProgress } from './tasks';

/** Reading more at once than this gains nothing (measured in Chromium), and costs memory. */
const pace = { pieceByteLength: 16 * 1024 * 1024, readsInFlight: 3 };

const hashers = loadHashers();

interface WorkersBelow {
  readonly hash: () => Worker;
  readonly csvPiece: () => Worker;
  readonly chunkKeeper: () => Worker;
}

type Output = Result<Ingested, UnreadableFile | BytesNotKept>;

/** Runs an ingest inside a worker; `start` starts a worker below it. */
export async function ingest(
  input: IngestInput,
  signal: AbortSignal,
  report: (progress: IngestProgress) => void,
  start: WorkersBelow,
): Promise<Output> {
  const [output] = await ingestAll([input], signal, report, start);
  return output!;
}

/** One file after another; where bytes are to be kept, all of them are stored at the end. */
export async function ingestAll(
  inputs: readonly IngestInput[],
  signal: AbortSignal,
  report: (progress: IngestProgress) => void,
  start: WorkersBelow,
): Promise<Output[]> {
  const keeper = inputs.some(({ keep }) => keep) ? keepInWorker(start.chunkKeeper) : null;
  const byteLength = inputs.reduce((sum, { file }) => sum + file.size, 0);
  const tell = atIntervals(report, ({ bytesRead }) => bytesRead >= byteLength);
  const outputs: Output[] = [];
  let bytesBefore = 0;
  try {
    for (const input of inputs) {
      const source = blobSource(input.file);
      const ports = await portsFor(input, keeper, start);
      let progress: IngestProgress = { bytesRead: bytesBefore, byteLength };
      const onRowsRead = (rowsRead: number): void => tell((progress = { ...progress, rowsRead }));
      const onBytesRead = (bytes: number): void =>
        tell((progress = { ...progress, bytesRead: bytesBefore + bytes }));
      outputs.push(await ingestFile(source, input, { ...ports, onRowsRead }, signal, onBytesRead));
      bytesBefore += source.byteLength;
    }
    await keeper?.stored();
    return outputs;
  } catch (error) {
    if (!(error instanceof KeepingFailed)) throw error;
    return inputs.map(() => err(error.failure));
  } finally {
    keeper?.dispose();
  }
}

async function portsFor(
  { file, keep }: IngestInput,
  keeper: FilesKeeper | null,
  start: WorkersBelow,
): Promise<IngestPorts> {
  const loaded = await hashers;
  return {
    hashers: loaded,
    text: browserText,
    beginDigest: (byteLength: number) => beginFileDigest(byteLength, () => loaded.md5(), start.hash),
    pace,
    ...(keeper && keep ? { beginKeeping: () => keeper.begin(keep.before) } : {}),
    ...csvPiecePorts(file.size, start.csvPiece),
  };
}
