import { canonicalJson } from '../../versioning/canonicalJson';
import type { AuditEntry } from '../../versioning/records';
import { spreadsheetCsv } from '../spreadsheet/spreadsheetCsv';

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

/** A log as CSV for a spreadsheet: for reading and sorting, not for checking. */
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
  return spreadsheetCsv([header, ...lines]);
}
