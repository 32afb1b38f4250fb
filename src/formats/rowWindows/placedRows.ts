import type { ByteSource, Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { pickRows, RowBlockBuilder, type RowBlock } from '../../table/rowBlock';
import type { RowPorts } from '../readRows';
import { placesOf, readRowsAt, type TablePlaces } from '../readRowsAt';
import type { ReadAllRows, RowWindows } from './rowWindows';
import { scanBlocks } from './scanBlocks';

/** Rows of delimited text, read where they stand in the file. */
export class PlacedRows implements RowWindows {
  readonly columnNames: readonly string[];
  readonly isWhole = true;
  readonly #source: ByteSource;
  readonly #places: TablePlaces;
  readonly #ports: RowPorts;
  readonly #readAll: ReadAllRows;

  constructor(
    source: ByteSource,
    places: TablePlaces,
    columnNames: readonly string[],
    ports: RowPorts,
    readAll: ReadAllRows,
  ) {
    this.#source = source;
    this.#places = places;
    this.columnNames = columnNames;
    this.#ports = ports;
    this.#readAll = readAll;
  }

  get rowCount(): number {
    return this.#places.starts.length;
  }

  async read(rows: Int32Array, cancellation: Cancellation): Promise<Result<RowBlock, ReadFailure>> {
    const rising = Int32Array.from(new Set(rows)).sort();
    const builder = new RowBlockBuilder(this.columnNames);
    const places = placesOf(this.#places, rising);
    const read = await readRowsAt(this.#source, places, builder, this.#ports.pace, cancellation);
    if (!read.ok) return read;
    const block = builder.finish();
    if (rows.every((row, at) => row === rising[at])) return ok(block);
    const placeOf = new Map(Array.from(rising, (row, at) => [row, at]));
    const picked = Array.from(rows, (row) => ({ block, row: placeOf.get(row)! }));
    return ok(pickRows(this.columnNames.length, picked));
  }

  scan(
    take: (block: RowBlock) => void,
    cancellation: Cancellation,
    onBytes: (byteLength: number) => void,
  ): Promise<Result<void, ReadFailure>> {
    return scanBlocks(this.#readAll, this.columnNames, take, cancellation, onBytes);
  }
}
