import { writeAuditCsv } from '../../formats/audit/writeAuditCsv';
import { writeAuditLines } from '../../formats/audit/writeAuditLines';
import type { AuditEntry } from '../../versioning/records';
import type { AuditLog } from './auditLog';
import type { NameOfActor } from './auditLogFilter';
import { describeAuditEntry } from './auditLogWords';

/** What the log can be exported as. */
export const auditFormats = ['jsonl', 'csv'] as const;

/** JSON Lines, from which the chain can be checked, or a table. */
export type AuditFormat = (typeof auditFormats)[number];

/** Entries of a log as text. As JSON Lines a whole log can be checked by another program; a filtered one can't. */
export function exportAudit(
  log: AuditLog,
  entries: readonly AuditEntry[],
  format: AuditFormat,
  nameOf: NameOfActor,
): string {
  if (format === 'jsonl') return writeAuditLines(entries);
  return writeAuditCsv(
    entries.map((entry) => ({ entry, who: nameOf(entry.actor), what: describeAuditEntry(log, entry) })),
  );
}
