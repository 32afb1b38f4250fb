import type { SampleTable } from '../../formats/samples/sampleRows';
import { isSample } from '../../gates/samples';

/** What people write where there is no number; NaN and infinities are none, either. */
const missingText =
  /^(n\/?a|<na>|#n\/a|none|null|nil|[+-]?nan|[+-]?inf(inity)?|undefined|missing|-+|–|—|\.|\?)?$/i;

/** The sample that a cell is, at most `largestSample` in size; null where it is none. */
export function sampleOf(cell: string | null): number | null {
  const value = cell === null || cell.trim() === '' ? NaN : Number(cell);
  return isSample(value) ? value : null;
}

/** Whether a cell that is no sample says so: it is empty, or holds a word for a missing number. Other words make a column one of text. */
export function isMissing(cell: string | null): boolean {
  return cell === null || missingText.test(cell.trim());
}

/** The cells of a column; null where the table lacks it. */
export function columnCells(
  { columnNames, rows }: SampleTable,
  name: string,
): readonly (string | null)[] | null {
  const at = columnNames.indexOf(name);
  return at === -1 ? null : rows.map((row) => row[at] ?? null);
}
