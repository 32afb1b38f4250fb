import { cellKindOf, familyOf, isTyped } from './detect/cellKind';
import { cellsOf } from './detect/sample';
import { RecordScanner, type CutRules } from './record';

/** What a table is known by where another may begin. */
export interface TableLook {
  readonly rules: CutRules;
  readonly columnNames: readonly string[];
  readonly hasHeader: boolean;
}

/** Why a table ends before its text does: another begins, or notes follow. */
export type TableEnd = 'secondTable' | 'footer';

const lookedRecords = 10;
const mostFooterRecords = 20;

interface LookedRecord {
  readonly width: number;
  readonly cells: readonly string[];
  readonly isFaulty: boolean;
}

/**
 * Whether the table ends before the record that begins at `start`, which does not fit it or follows a blank line ([C25], [C26] in
 * SPEC.md). `isLast`: the text ends with the bytes.
 */
export function tableEndAt(
  bytes: Uint8Array,
  start: number,
  limit: number,
  look: TableLook,
  { isLast, isAfterBlank }: { readonly isLast: boolean; readonly isAfterBlank: boolean },
): TableEnd | null {
  const { records, isAll } = lookAhead(bytes, start, limit, look.rules, mostFooterRecords + 1);
  const [first, ...next] = records;
  if (first === undefined) return null;
  if (isSecondTable(first, next.slice(0, lookedRecords), look, isAfterBlank)) return 'secondTable';
  return isLast && isAll && isFooter(records, look, isAfterBlank) ? 'footer' : null;
}

function lookAhead(bytes: Uint8Array, start: number, limit: number, rules: CutRules, count: number) {
  const scanner = new RecordScanner(rules);
  const records: LookedRecord[] = [];
  let at = start;
  while (at < limit && records.length < count) {
    scanner.scan(bytes, at, limit);
    if (!scanner.isBlank && !scanner.isComment) {
      records.push({
        width: scanner.fieldCount,
        cells: cellsOf(bytes, scanner),
        isFaulty: scanner.isFaulty,
      });
    }
    at = scanner.end;
  }
  return { records, isAll: at >= limit };
}

function isSecondTable(
  first: LookedRecord,
  next: readonly LookedRecord[],
  { columnNames, hasHeader }: TableLook,
  isAfterBlank: boolean,
): boolean {
  const { width, cells } = first;
  if (width < 2 || first.isFaulty || cells.length === 0) return false;
  const known = new Set(columnNames);
  const named = cells.filter((cell) => known.has(cell)).length;
  if (hasHeader && named >= 2 && named * 2 >= cells.length) return true;
  const rows = next.filter((record) => record.width === width && !record.isFaulty);
  if (rows.length < 2 || rows.length < next.length * 0.8) return false;
  if (cells.some((cell) => cell.trim() === '' || isTyped(cellKindOf(cell)))) return false;
  const typedCount = cells.filter((_, column) => isTypedColumn(rows, column)).length;
  // Of the same width as the table, a row with a text in place of a number may be just that.
  if (width === columnNames.length) return isAfterBlank && typedCount >= 2;
  return typedCount >= 1 || isAfterBlank;
}

function isTypedColumn(rows: readonly LookedRecord[], column: number): boolean {
  const kinds = rows
    .map(({ cells }) => cellKindOf(cells[column] ?? ''))
    .filter((kind) => kind !== 'empty' && kind !== 'null');
  const [first] = kinds;
  return first !== undefined && isTyped(first) && kinds.every((kind) => familyOf(kind) === familyOf(first));
}

/** Notes: lines of one cell at the end, which follow a blank line or read as prose. A number, or a single word, may be a row that was cut off. */
function isFooter(records: readonly LookedRecord[], look: TableLook, isAfterBlank: boolean): boolean {
  if (look.columnNames.length < 2 || records.length > mostFooterRecords) return false;
  const notes = records.map(({ cells }) => cells.filter((cell) => cell.trim() !== ''));
  if (!notes.every((filled) => filled.length === 1)) return false;
  return isAfterBlank || notes.every(([note]) => /\S[\s:]+\S/.test(note!) && cellKindOf(note!) === 'text');
}
