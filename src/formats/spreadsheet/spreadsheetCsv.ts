/** A cell of a table for a spreadsheet; null is empty. */
export type SpreadsheetCell = string | number | null;

/** Rows as CSV (RFC 4180, CRLF). Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay as they are. */
export function spreadsheetCsv(rows: readonly (readonly SpreadsheetCell[])[]): string {
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * Spreadsheets skip blanks, control characters and what nobody sees (format characters, marks, fillers of Hangul) before a
 * formula, and take full-width and other signs for plain ones.
 */
// oxlint-disable-next-line no-misleading-character-class -- marks and fillers are what hides a formula
const formula = /^[\s\p{C}\p{M}\u115F\u1160\u3164\uFFA0\u2800]*[=+\-@|＝＋－＠﹢﹣﹦﹫−⁺⁻⁼]|^[\t\r\n]/u;

function csvCell(cell: SpreadsheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
