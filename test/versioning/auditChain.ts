import type { Json } from '../../src/lib/json';
import { appendAudit } from '../../src/versioning/audit';
import type { ActorId, AuditEntry } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';
import { hashPorts } from './hashPorts';

export interface Link {
  readonly action?: string;
  readonly subject: string;
  readonly actor?: string;
  readonly detail?: Json;
}

/** A chain as a store would hold it, a second between two entries. */
export function chainOf(...links: readonly Link[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const [index, { action = 'createArtifact', subject, actor = 'ana', detail = {} }] of links.entries()) {
    const recordedAt = timestampFromMilliseconds(Date.UTC(2026, 2, 12, 8, 30, index));
    const draft = { recordedAt, actor: actor as ActorId, action, subject, detail };
    entries.push(appendAudit(entries.at(-1), draft, hashPorts));
  }
  return entries;
}
