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

/**
 * Spreadsheets skip blanks, control characters and what nobody sees (format characters, marks, fillers of Hangul) before a
 * formula, and take full-width and other signs for plain ones.
 */
// oxlint-disable-next-line no-misleading-character-class -- marks and fillers are what hides a formula
const formula = /^[\s\p{C}\p{M}\u115F\u1160\u3164\uFFA0\u2800]*[=+\-@|＝＋－＠﹢﹣﹦﹫−⁺⁻⁼]|^[\t\r\n]/u;

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
