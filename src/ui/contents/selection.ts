/** A cell by its place in the order that is shown. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The cells between two corners; `focus` is where the keyboard is. */
export interface CellSelection {
  readonly anchor: CellPlace;
  readonly focus: CellPlace;
}

export interface CellRange {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** With both ends. */
export function rangeOf({ anchor, focus }: CellSelection): CellRange {
  return {
    fromRow: Math.min(anchor.row, focus.row),
    toRow: Math.max(anchor.row, focus.row),
    fromColumn: Math.min(anchor.column, focus.column),
    toColumn: Math.max(anchor.column, focus.column),
  };
}

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads; null where it moves nothing. */
export function moved(
  selection: CellSelection | null,
  { key, shiftKey, ctrlKey, metaKey }: KeyPress,
  size: { readonly rows: number; readonly columns: number; readonly pageRows: number },
): CellSelection | null {
  const isFar = ctrlKey || metaKey;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  if (isFar && key.toLowerCase() === 'a') return { anchor: { row: 0, column: 0 }, focus: last };
  const at = selection?.focus ?? { row: 0, column: 0 };
  const steps: Readonly<Record<string, CellPlace>> = {
    ArrowUp: { row: isFar ? 0 : at.row - 1, column: at.column },
    ArrowDown: { row: isFar ? last.row : at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: isFar ? 0 : at.column - 1 },
    ArrowRight: { row: at.row, column: isFar ? last.column : at.column + 1 },
    PageUp: { row: at.row - size.pageRows, column: at.column },
    PageDown: { row: at.row + size.pageRows, column: at.column },
    Home: { row: isFar ? 0 : at.row, column: 0 },
    End: { row: isFar ? last.row : at.row, column: last.column },
  };
  const step = steps[key];
  if (!step) return null;
  const to = selection ? step : at;
  const focus = {
    row: Math.max(0, Math.min(last.row, to.row)),
    column: Math.max(0, Math.min(last.column, to.column)),
  };
  return { anchor: shiftKey && selection ? selection.anchor : focus, focus };
}

/** Cells as tab-separated text; one with a tab, a line end or a quote is quoted, as spreadsheets do. */
export function tsvOf(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) =>
      cells.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n');
}
