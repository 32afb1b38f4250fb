import type { ByteSource, Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { RowConsumer } from '../table/tableRows';
import type { ReadFailure } from '../table/reading';
import { readCsvPiece, type CsvPlan } from './csv/readCsvPiece';
import { readRanges, unreadable, type ByteRange, type ReadingPace } from './pieces';

/** Where the rows of a delimited text begin in its file, and how it is read. */
export interface TablePlaces {
  readonly plan: CsvPlan;
  readonly starts: Float64Array<ArrayBuffer>;
  readonly byteLength: number;
}

/** Where some of them stand, in their order: the k-th from `starts[k]` to before `ends[k]`. */
export interface RowPlaces {
  readonly plan: CsvPlan;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** The places of some rows, which count from 0 and rise. A row ends where the next begins: what is between is no row. */
export function placesOf({ plan, starts, byteLength }: TablePlaces, rows: Int32Array): RowPlaces {
  return {
    plan,
    starts: Float64Array.from(rows, (row) => starts[row]!),
    ends: Float64Array.from(rows, (row) => starts[row + 1] ?? byteLength),
  };
}

/** Bytes between two rows that are cheaper read than passed by. */
const widestGap = 256 * 1024;

/** Gives `rows` the rows at some places, and no others, as `readRows` gave them; reads no more than it must. */
export async function readRowsAt(
  source: ByteSource,
  places: RowPlaces,
  rows: RowConsumer,
  pace: ReadingPace,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void = () => undefined,
): Promise<Result<void, ReadFailure>> {
  const runs = runsOf(places, pace.pieceByteLength);
  let next = 0;
  try {
    for await (const bytes of readRanges(source, runs, pace, cancellation)) {
      const run = runs[next++]!;
      onBytes(bytes.length);
      const part = readCsvPiece(gather(bytes, run, places), places.plan, rows);
      if (part.ok && part.value.part.rowCount === run.to - run.from) continue;
      return err({ kind: 'unreadable', message: 'the file was changed while it was read' });
    }
  } catch (error) {
    return unreadable(error, cancellation);
  }
  return ok(undefined);
}

/** The places `from` up to `to`, which are read at once. */
interface RunOfRows extends ByteRange {
  readonly from: number;
  readonly to: number;
}

function runsOf({ starts, ends }: RowPlaces, byteLength: number): readonly RunOfRows[] {
  const runs: RunOfRows[] = [];
  for (let from = 0; from < starts.length;) {
    const start = starts[from]!;
    let to = from + 1;
    while (
      to < starts.length &&
      starts[to]! - ends[to - 1]! <= widestGap &&
      ends[to]! - start <= byteLength
    ) {
      to++;
    }
    runs.push({ start, end: ends[to - 1]!, from, to });
    from = to;
  }
  return runs;
}

/** Moves a run's rows together, to the front. */
function gather(
  bytes: Uint8Array<ArrayBuffer>,
  { start, from, to }: RunOfRows,
  { starts, ends }: RowPlaces,
): Uint8Array<ArrayBuffer> {
  let used = 0;
  for (let at = from; at < to; at++) {
    bytes.copyWithin(used, starts[at]! - start, ends[at]! - start);
    used += ends[at]! - starts[at]!;
  }
  return bytes.subarray(0, used);
}
