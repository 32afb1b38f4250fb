import type { ColumnProfile } from '../../profile/profile';
import { cellText, type RowBlock } from '../../table/rowBlock';
import type { ColumnSchema, ColumnType } from '../../table/schema';

export const rowHeight = 28;
export const headHeight = 76;
/** Browsers draw nothing past some 33 million pixels: a longer table is scrolled in larger steps. */
const tallest = 15_000_000;
const letterWidth = 7.4;

export interface GridColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly profile: ColumnProfile | null;
  readonly isMasked: boolean;
  readonly isNumber: boolean;
  /** Of its left edge, behind the row numbers. */
  readonly left: number;
  readonly width: number;
}

export interface GridLayout {
  readonly columns: readonly GridColumn[];
  /** Of the row numbers. */
  readonly gutter: number;
  readonly width: number;
}

export function layoutOf(
  columns: readonly ColumnSchema[],
  profiles: ReadonlyMap<string, ColumnProfile>,
  masked: ReadonlySet<string>,
  first: RowBlock | null,
  rowCount: number,
  widest: number,
): GridLayout {
  const gutter = Math.max(48, String(rowCount).length * 8 + 22);
  let left = gutter;
  const laid = columns.map(({ name, type }, at): GridColumn => {
    const isNumber = type === 'integer' || type === 'number';
    const letters = Math.max(name.length + 3, lettersOf(first, at), type.length + 8);
    const most = at === 0 ? Math.min(widest, 260) : Math.min(320, widest * 2);
    const width = Math.round(Math.min(most, Math.max(104, letters * letterWidth + 24)));
    const column = { name, type, profile: profiles.get(name) ?? null, isMasked: masked.has(name), isNumber };
    const placed = { ...column, left, width };
    left += width;
    return placed;
  });
  return { columns: laid, gutter, width: left };
}

/** How long the cells of a column are, but for the longest tenth. */
function lettersOf(block: RowBlock | null, column: number): number {
  if (!block) return 0;
  const lengths: number[] = [];
  for (let row = 0; row < Math.min(60, block.rowCount); row++)
    lengths.push(cellText(block, row, column, 200)?.length ?? 0);
  lengths.sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.9)] ?? 0;
}

/** The first column that is seen at least in part, and the one behind the last; the first column stays in view by itself. */
export function columnsInView(
  { columns, gutter }: GridLayout,
  scrollLeft: number,
  viewWidth: number,
): readonly [number, number] {
  const from = scrollLeft + gutter;
  let low = 1;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns[middle]!.left + columns[middle]!.width > from) high = middle;
    else low = middle + 1;
  }
  let end = low;
  while (end < columns.length && columns[end]!.left < scrollLeft + viewWidth) end++;
  return [Math.max(1, low - 1), Math.min(columns.length, end + 1)];
}

/** How tall the rows are together, as far as a browser can draw it. */
export function bodyHeight(rowCount: number): number {
  return Math.min(tallest, rowCount * rowHeight);
}

/** Where the rows stand at a scroll position: the pixels before the first that is seen, of all that there are. */
export function rowsTop(rowCount: number, scrollTop: number, viewHeight: number): number {
  const whole = rowCount * rowHeight;
  if (whole <= tallest) return scrollTop;
  const share = scrollTop / Math.max(1, tallest - viewHeight);
  return Math.min(1, share) * (whole - viewHeight);
}

/** The scroll position at which the rows stand so. */
export function scrollTopFor(rowCount: number, top: number, viewHeight: number): number {
  const whole = rowCount * rowHeight;
  if (whole <= tallest) return top;
  return (top / Math.max(1, whole - viewHeight)) * (tallest - viewHeight);
}
