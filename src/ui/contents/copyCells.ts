import type { Result } from '../../lib/result';
import type { OperationFailure } from '../../operations/core/outcome';
import type { OpenedTable } from '../../state/openedTable';
import { cellText } from '../../table/rowBlock';
import type { GridColumn } from './gridLayout';
import { maskedCell } from './GridRow';
import { tsvOf, type CellRange } from './selection';

/** More cells are not copied at once: a clipboard is no way to move a table. */
export const copiedCellLimit = 500_000;
const rowsAtOnce = 2000;

/** The cells of a range as tab-separated text, masked columns masked; null where the table was arranged anew meanwhile. */
export async function cellsAsText(
  table: Pick<OpenedTable, 'read'>,
  arrangement: number,
  range: CellRange,
  columns: readonly GridColumn[],
): Promise<Result<string, OperationFailure> | null> {
  const lines: string[][] = [];
  for (let from = range.fromRow; from <= range.toRow; from += rowsAtOnce) {
    const read = await table.read(arrangement, from, Math.min(range.toRow + 1, from + rowsAtOnce));
    if (read === null || !read.ok) return read;
    const { block } = read.value;
    for (let row = 0; row < block.rowCount; row++) {
      const line: string[] = [];
      for (let column = range.fromColumn; column <= range.toColumn; column++) {
        const text = cellText(block, row, column);
        line.push(columns[column]!.isMasked && text !== null ? maskedCell : (text ?? ''));
      }
      lines.push(line);
    }
  }
  return { ok: true, value: tsvOf(lines) };
}
