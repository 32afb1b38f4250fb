import type { ByteSource, Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { RowBlockBuilder } from '../../table/rowBlock';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import { readRows, type RowPorts } from '../readRows';
import { HeldRows } from './heldRows';
import type { OpeningWatch, ReadAllRows, RowsFile, RowWindows } from './rowWindows';
import { PlacedRows } from './placedRows';

/** How many rows are shown while the others are still found. */
const firstRows = 200;
/** What may be held of a table that can only be read from its start. */
export const heldByteLimit = 96 * 1024 * 1024;

/** Opens a table: finds where its rows stand, or holds them. */
export async function openRows(
  source: ByteSource,
  file: RowsFile,
  ports: RowPorts,
  cancellation: Cancellation,
  watch: OpeningWatch,
): Promise<Result<RowWindows, ReadFailure>> {
  const { path, options, columnNames } = file;
  const readAll: ReadAllRows = (rows, cancelled, onBytes) =>
    readRows(source, { path, options, textColumns: columnNames }, rows, ports, cancelled, onBytes);
  switch (file.format) {
    case 'jsonl': {
      const { openLines } = await import('./lineRows');
      return openLines(source, file, ports, readAll, cancellation, watch);
    }
    case 'parquet': {
      const { openRowGroups } = await import('./rowGroups');
      return openRowGroups(source, file, ports, readAll, cancellation);
    }
    case 'csv':
    case 'tsv': {
      const placing = new Placing(columnNames, watch);
      const read = await readAll(placing, cancellation, (more) => watch.onBytes(more, placing.rowCount));
      if (!read.ok) return read;
      const { rowPlan } = read.value;
      const starts = placing.starts();
      if (!rowPlan || !starts) return holdRows(readAll, columnNames, cancellation, watch);
      const places = {
        plan: { ...rowPlan, textColumns: columnNames },
        starts,
        byteLength: source.byteLength,
      };
      return ok(new PlacedRows(source, places, columnNames, ports, readAll));
    }
    default:
      return holdRows(readAll, columnNames, cancellation, watch);
  }
}

/** Holds the first rows of a table, as many as fit. */
export async function holdRows(
  readAll: ReadAllRows,
  columnNames: readonly string[],
  cancellation: Cancellation,
  watch: OpeningWatch,
  byteLimit = heldByteLimit,
): Promise<Result<HeldRows, ReadFailure>> {
  const held = new HeldRows(columnNames, byteLimit, (block) => watch.onFirst(block));
  const until: Cancellation = {
    get aborted() {
      return cancellation.aborted || held.isFull;
    },
    throwIfAborted() {
      cancellation.throwIfAborted();
      if (held.isFull) throw new Full();
    },
  };
  try {
    const read = await readAll(held, until, (more) => watch.onBytes(more, held.rowCount));
    if (!read.ok) return read;
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    held.isCut = true;
  }
  held.end();
  return ok(held);
}

class Full extends Error {}

/** Notes where rows begin, and shows the first. */
class Placing implements RowConsumer {
  readonly #watch: OpeningWatch;
  readonly #columnNames: readonly string[];
  #starts: Float64Array<ArrayBuffer> | null = new Float64Array(65_536);
  rowCount = 0;

  constructor(columnNames: readonly string[], watch: OpeningWatch) {
    this.#columnNames = columnNames;
    this.#watch = watch;
  }

  take(rows: TableRows): void {
    if (this.rowCount === 0) {
      const first = new RowBlockBuilder(this.#columnNames);
      first.takeSome(rows, 0, Math.min(rows.rowCount, firstRows));
      this.#watch.onFirst(first.finish());
    }
    const before = this.#starts;
    if (rows.rowStarts === null || before === null) this.#starts = null;
    else {
      const end = this.rowCount + rows.rowCount;
      if (end > before.length) {
        this.#starts = new Float64Array(Math.max(end, before.length * 2));
        this.#starts.set(before);
      }
      this.#starts?.set(rows.rowStarts.subarray(0, rows.rowCount), this.rowCount);
    }
    this.rowCount += rows.rowCount;
  }

  starts(): Float64Array<ArrayBuffer> | null {
    return this.#starts?.slice(0, this.rowCount) ?? null;
  }
}
