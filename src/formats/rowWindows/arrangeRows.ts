import type { Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { cellText, type RowBlock } from '../../table/rowBlock';
import { numberOf, rowTest, type RowFilter } from '../../table/rowFilter';
import type { RowWindows } from './rowWindows';

/** Which rows are shown, and in which order. */
export interface Arrangement {
  readonly filter: RowFilter | null;
  readonly sort: { readonly column: number; readonly isDescending: boolean } | null;
}

/** More rows than this are not sorted: a value of each would have to be held. */
export const sortedRowLimit = 2_000_000;

/** The rows of an arrangement in its order; equal cells keep the order of the file, and missing ones come last. */
export async function arrangeRows(
  windows: RowWindows,
  { filter, sort }: Arrangement,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<Int32Array<ArrayBuffer>, ReadFailure>> {
  const passes = filter && rowTest(filter);
  const values: (string | null)[] = [];
  let rows = new Int32Array(4096);
  let count = 0;
  let before = 0;
  const take = (block: RowBlock): void => {
    for (let row = 0; row < block.rowCount; row++) {
      if (passes && !passes(block, row)) continue;
      if (count === rows.length) rows = grown(rows);
      if (sort && count < sortedRowLimit) values.push(cellText(block, row, sort.column, 256));
      rows[count++] = before + row;
    }
    before += block.rowCount;
  };
  const scanned = await windows.scan(take, cancellation, onBytes);
  if (!scanned.ok) return scanned;
  const found = rows.slice(0, count);
  if (!sort) return ok(found);
  if (count > sortedRowLimit)
    return err({
      kind: 'tooLarge',
      message: `more than ${sortedRowLimit} rows are not sorted; filter them first`,
    });
  const order = sortedPlaces(values, sort.isDescending);
  return ok(found.map((_, at) => found[order[at]!]!));
}

function grown(rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(rows.length * 2);
  larger.set(rows);
  return larger;
}

/** Places of values in their order: as numbers where all are some, else as texts. */
function sortedPlaces(values: readonly (string | null)[], isDescending: boolean): Int32Array {
  const sign = isDescending ? -1 : 1;
  const numbers = new Float64Array(values.length);
  const isNumeric = values.every((value, at) => {
    const number = value === null ? 0 : numberOf(value);
    numbers[at] = number ?? Number.NaN;
    return number !== null;
  });
  const compare = (a: number, b: number): number => {
    const [left, right] = [values[a]!, values[b]!];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a - b;
    const order = isNumeric ? numbers[a]! - numbers[b]! : Number(left > right) - Number(left < right);
    return order * sign || a - b;
  };
  return Int32Array.from(values, (_, at) => at).sort(compare);
}
