import type { Json } from '../../lib/json';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { AuditEntry } from '../../versioning/records';

/** A log as JSON Lines: an entry a line in the canonical form ([V1], [V2]), so that any program can check the chain. */
export function writeAuditLines(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => `${canonicalJson(entry as unknown as Json)}\n`).join('');
}
