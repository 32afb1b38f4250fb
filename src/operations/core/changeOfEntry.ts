import { isObject } from '../../lib/jsonObject';
import type { Json } from '../../lib/json';
import type { Digest } from '../../versioning/digest';
import { withdrawableTables } from '../../records/tables';
import type { AuditEntry } from '../../versioning/records';
import type { KeptFile } from './keptFiles';
import type { WithdrawalTarget } from './withdrawals';

/** Files whose bytes a change kept or freed. */
export interface ChangedBytes {
  readonly digests: readonly Digest[];
  readonly state: KeptFile['state'];
}

/** What an entry did to kept bytes; null where it did nothing to them, or removed them for good. */
export function bytesChangedBy({ action, detail }: AuditEntry): ChangedBytes | null {
  const isOfBytes = ['keepBytes', 'mendList', 'cleanUp', 'undo'].includes(action);
  const bytes = isOfBytes && isObject(detail) ? detail['bytes'] : undefined;
  if (!isObject(bytes) || !Array.isArray(bytes['digests'])) return null;
  return {
    digests: bytes['digests'] as readonly Digest[],
    state: bytes['state'] === 'freed' ? 'freed' : 'kept',
  };
}

/** Runs that were there before a change and that its events tell of. */
export function toldRunsOf({ detail }: AuditEntry): readonly string[] {
  const told = isObject(detail) ? detail['toldRuns'] : undefined;
  return Array.isArray(told) ? (told as readonly string[]) : [];
}

/** Records that a change put in view, or took out of it. */
export interface ChangedRecords {
  readonly targets: readonly WithdrawalTarget[];
  readonly isWithdrawn: boolean;
}

/**
 * The records that an entry put in view, or took out of it. The entry alone says so: withdrawals that came with a bundle
 * have the numbers of another log.
 */
export function changedBy(entry: AuditEntry): ChangedRecords {
  const detail = isObject(entry.detail) ? entry.detail : {};
  if (entry.action === 'undo')
    return { targets: targetsIn(detail['targets']), isWithdrawn: detail['isWithdrawn'] === true };
  if (entry.action === 'delete') return { targets: targetsIn(detail['targets']), isWithdrawn: true };
  return { targets: [...createdBy(entry), ...targetsIn(detail['restored'])], isWithdrawn: false };
}

function targetsIn(listed: Json | undefined): readonly WithdrawalTarget[] {
  return Array.isArray(listed) ? (listed as readonly WithdrawalTarget[]) : [];
}

/** The records that an audit entry names as created. */
export function createdBy({ detail }: AuditEntry): WithdrawalTarget[] {
  if (!isObject(detail)) return [];
  const created = detail['created'];
  if (!isObject(created)) return [];
  return withdrawableTables.flatMap((table) => {
    const ids = Object.hasOwn(created, table) ? created[table] : undefined;
    return Array.isArray(ids) ? (ids as readonly string[]).map((id) => ({ table, id })) : [];
  });
}
