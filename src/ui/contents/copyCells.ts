import { notifications } from '@mantine/notifications';

import type { Result } from '../../lib/result';
import { describeFailure } from '../../operations/core/describeFailure';
import type { OperationFailure } from '../../operations/core/outcome';
import type { OpenedTable } from '../../state/openedTable';
import { cellText } from '../../table/rowBlock';
import { copyText } from '../shared/copyText';
import { formatCount, formatCounted } from '../shared/format';
import type { GridColumn } from './gridLayout';
import { maskedCell } from './GridRow';
import { tsvOf, type CellRange } from './selection';

/** Copies a range of cells and says so, or why not. */
export async function copyRange(
  table: Pick<OpenedTable, 'read'>,
  arrangement: number,
  range: CellRange,
  columns: readonly GridColumn[],
  onFailure: (words: string) => void,
): Promise<void> {
  const count = (range.toRow - range.fromRow + 1) * (range.toColumn - range.fromColumn + 1);
  if (count > copiedCellLimit) {
    notifications.show({
      color: 'bad',
      role: 'alert',
      message: `${formatCount(count)} cells are selected, and at most ${formatCount(copiedCellLimit)} are copied at once. Select fewer, or get the file back.`,
    });
    return;
  }
  const text = await cellsAsText(table, arrangement, range, columns);
  if (text === null) return;
  if (text.ok) await copyText(text.value, `Copied ${formatCounted(count, 'cell')}`);
  else onFailure(describeFailure(text.error));
}

/** More cells are not copied at once: a clipboard is no way to move a table. */
const copiedCellLimit = 500_000;
const rowsAtOnce = 2000;

/** The cells of a range as tab-separated text, masked columns masked; null where the table was arranged anew meanwhile. */
async function cellsAsText(
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
