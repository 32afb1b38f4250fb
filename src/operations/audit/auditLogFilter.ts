import type { ActorId, ArtifactId, AuditEntry } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { auditSubjects, type AuditLog } from './auditLog';
import { auditDigest, describeAuditEntry } from './auditLogWords';

/** Null lets everything through. */
export interface AuditFilter {
  readonly artifactId: ArtifactId | null;
  readonly actor: ActorId | null;
  readonly action: string | null;
  /** From this moment on. */
  readonly from: Timestamp | null;
  /** Before this moment. */
  readonly until: Timestamp | null;
  /** Words that all have to be in what an entry says, its number, digests or person. */
  readonly text: string;
}

/** What people call an actor. */
export type NameOfActor = (actor: ActorId) => string;

/** The entries that a filter lets through, in the order of the log. */
export function filterAuditLog(
  log: AuditLog,
  filter: AuditFilter,
  nameOf: NameOfActor,
): readonly AuditEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return log.entries.filter((entry) => {
    if (filter.actor !== null && entry.actor !== filter.actor) return false;
    if (filter.action !== null && entry.action !== filter.action) return false;
    if (filter.from !== null && entry.recordedAt < filter.from) return false;
    if (filter.until !== null && entry.recordedAt >= filter.until) return false;
    if (words.length > 0) {
      const text = `${searchText(log, entry)} ${nameOf(entry.actor).toLowerCase()}`;
      if (!words.every((word) => text.includes(word))) return false;
    }
    return filter.artifactId === null || auditSubjects(log, entry).artifactIds.includes(filter.artifactId);
  });
}

const texts = new WeakMap<AuditEntry, string>();

function searchText(log: AuditLog, entry: AuditEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const { sequence, subject, actor, hash } = entry;
  const text =
    `#${sequence} ${describeAuditEntry(log, entry)} ${subject} ${actor} ${auditDigest(entry) ?? ''} ${hash}`.toLowerCase();
  texts.set(entry, text);
  return text;
}
