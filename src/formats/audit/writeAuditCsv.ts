import { canonicalJson } from '../../versioning/canonicalJson';
import type { AuditEntry } from '../../versioning/records';

/** An entry with what a spreadsheet's reader wants in words beside it. */
export interface AuditCsvRow {
  readonly entry: AuditEntry;
  /** The person's name, or the actor's id where no name is known. */
  readonly who: string;
  readonly what: string;
}

const header = [
  'sequence',
  'recordedAt',
  'who',
  'what',
  'action',
  'subject',
  'actor',
  'detail',
  'previousHash',
  'hash',
];

/**
 * A log as CSV (RFC 4180, CRLF): for reading and sorting, not for checking. Text that a spreadsheet would run as a
 * formula gets an apostrophe in front.
 */
export function writeAuditCsv(rows: readonly AuditCsvRow[]): string {
  const lines = rows.map(({ entry, who, what }) => [
    String(entry.sequence),
    entry.recordedAt,
    who,
    what,
    entry.action,
    entry.subject,
    entry.actor,
    canonicalJson(entry.detail),
    entry.previousHash,
    entry.hash,
  ]);
  return [header, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** Spreadsheets skip white space and control characters before a formula, and take full-width signs for plain ones. */
// oxlint-disable-next-line no-control-regex -- control characters are what hides a formula
const formula = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]|^[\t\r\n]/;

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
