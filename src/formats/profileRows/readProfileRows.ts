import { err, ok, type Result } from '../../lib/result';
import { mergeSketched } from '../../profile/sketched/mergeSketched';
import type { SketchedTable } from '../../profile/sketched/sketchedColumn';
import type { ReadFailure } from '../../table/reading';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import { decodeUtf8 } from '../../table/utf8';
import { Refusal } from '../refusal';
import { parseHeader, usualSizes } from './profileHeader';
import { type ProfiledColumn, refusedOr, type RowCells, sketchedColumnOf, structOf } from './profileRow';
import { valueTypeOfSpark } from './sparkTypes';

const figure = /^c(\d{1,5})_(?:kll|hll|theta|top|count|true)$/;

/** Rows of profiles put together as they come, one for each part of the table that they are of. */
export class ProfileRows implements RowConsumer {
  #merged: SketchedTable | null = null;
  #lgK: number = usualSizes.lgK;
  #refusal: Refusal | null = null;
  #count = 0;

  take(rows: TableRows): void {
    for (let row = 0; row < rows.rowCount && this.#refusal === null; row++) {
      this.#count++;
      const read = refusedOr(() => this.#add(cellsOf(rows, row)));
      if (!read.ok) this.#refusal = read.error;
    }
  }

  /** How many rows there were, and what they say together. */
  finish(): Result<{ readonly table: SketchedTable; readonly partCount: number }, ReadFailure> {
    const refusal = this.#refusal;
    if (refusal !== null)
      return err({
        kind:
          refusal.kind === 'malformed'
            ? 'malformedProfile'
            : refusal.kind === 'tooLarge'
              ? 'tooLarge'
              : 'unsupported',
        message: `row ${this.#count} of the profiles: ${refusal.message}`,
      });
    if (this.#merged === null)
      return err({ kind: 'malformedProfile', message: 'it has no row of a profile' });
    return ok({ table: this.#merged, partCount: this.#count });
  }

  #add(cells: RowCells): void {
    const rowCount = Number(cells.get('rows') ?? '');
    if (!Number.isSafeInteger(rowCount) || rowCount < 0)
      throw new Refusal('malformed', `rows is no count: ${cells.get('rows') ?? 'missing'}`);
    const columns = this.#columnsOf(cells).map((column) => sketchedColumnOf(cells, column, rowCount));
    const own = { rowCount, columns };
    const merged = this.#merged === null ? own : mergeSketched(this.#merged, own, this.#lgK);
    if (typeof merged === 'string') throw new Refusal('malformed', merged);
    this.#merged = merged;
  }

  #columnsOf(cells: RowCells): readonly ProfiledColumn[] {
    const text = cells.get('throughline');
    if (text === undefined) return guessedColumns(cells);
    const header = parseHeader(text);
    if (typeof header === 'string') throw new Refusal('malformed', header);
    this.#lgK = Math.min(header.lgK, this.#merged === null ? header.lgK : this.#lgK);
    return header.columns.map(({ name, type }, index) => ({ index, name, type: valueTypeOfSpark(type) }));
  }
}

/** Of a row without a header the columns have their places for names, and the type that their figures show. */
function guessedColumns(cells: RowCells): readonly ProfiledColumn[] {
  const places = new Set<number>();
  for (const name of cells.keys()) {
    const found = figure.exec(name);
    if (found) places.add(Number(found[1]));
  }
  return [...places]
    .sort((a, b) => a - b)
    .map((index) => ({ index, name: `c${index}`, type: guessedType(cells, index) }));
}

function guessedType(cells: RowCells, index: number): ProfiledColumn['type'] {
  const ddl = structOf(cells.get(`c${index}_top`) ?? '').itemDataTypeDDL;
  if (typeof ddl === 'string') return valueTypeOfSpark(ddl.replace(/^\s*item\s+/i, ''));
  if (cells.has(`c${index}_true`)) return { kind: 'boolean' };
  if (cells.has(`c${index}_nan`)) return { kind: 'double' };
  if (cells.has(`c${index}_kll`)) return { kind: 'integer', item: 'long' };
  return { kind: cells.has(`c${index}_hll`) ? 'string' : 'other' };
}

/** The cells of a row that are not missing, as text. */
export function cellsOf({ columnNames, stride, buffer, written }: TableRows, row: number): RowCells {
  const cells = new Map<string, string>();
  columnNames.forEach((name, column) => {
    const at = column * stride + row;
    const text = decodeUtf8(buffer.bytes, written.starts[at], written.ends[at]);
    if (text !== '') cells.set(name, text);
  });
  return cells;
}
