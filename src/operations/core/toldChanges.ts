import { isObject } from '../../lib/jsonObject';
import type { Json } from '../../lib/json';
import type { WithdrawableTable } from '../../records/tables';
import { genesisHash } from '../../versioning/audit';
import type { AuditEntry } from '../../versioning/records';
import { changedBy, toldRunsOf } from './changeOfEntry';
import type { LiveRecords } from './liveRecords';
import type { Transaction } from './store';

/** What the audit log tells of the changes after a moment. */
export interface ToldChanges {
  /** Keys of records that came, went, or are something else now. */
  readonly keys: ReadonlyMap<WithdrawableTable, ReadonlySet<string>>;
  /** Whether any was taken out of view or put back, besides those that are new. */
  readonly hasWithdrawals: boolean;
  /** Digests of bytes that were read. */
  readonly digests: readonly string[];
  /** Whether bytes may have been kept, freed or removed. */
  readonly isOfBytes: boolean;
  readonly last: AuditEntry | null;
}

/** More records than this are read quicker with all the others. */
const mostKeys = 2000;
const mostEntries = 64;

/**
 * Null where the log does not tell: it is another log, an entry does not list what it made, or there is so much that
 * reading all is no more work.
 */
export async function readToldChanges(
  transaction: Transaction,
  { auditSequence, auditHash }: Pick<LiveRecords, 'auditSequence' | 'auditHash'>,
): Promise<ToldChanges | null> {
  const last = await transaction.last('audit');
  const count = (last?.sequence ?? 0) - auditSequence;
  if (count < 0 || count > mostEntries) return null;
  if (count === 0 && (last?.hash ?? null) !== auditHash) return null;
  const sequences = Array.from({ length: count }, (_, index) => auditSequence + 1 + index);
  const entries = count === 1 ? [last] : await transaction.getMany('audit', sequences);
  const keys = new Map<WithdrawableTable, Set<string>>();
  let hasWithdrawals = false;
  let previousHash = auditHash ?? genesisHash;
  for (const entry of entries) {
    if (entry?.previousHash !== previousHash || !listsWhatItMade(entry)) return null;
    previousHash = entry.hash;
    // Before they are gone through: an import names a hundred thousand.
    if (listedCount(entry) > mostKeys) return null;
    const { targets } = changedBy(entry);
    const told = toldRunsOf(entry).map((id) => ({ table: 'runs' as const, id }));
    for (const { table, id } of [...targets, ...told]) {
      const own = keys.get(table);
      if (own) own.add(id);
      else keys.set(table, new Set([id]));
    }
    hasWithdrawals ||=
      ['undo', 'delete'].includes(entry.action) || Object.hasOwn(entry.detail as object, 'restored');
  }
  const keyCount = [...keys.values()].reduce((sum, { size }) => sum + size, 0);
  if (keyCount > mostKeys) return null;
  const made = entries.flatMap((entry) => entry ?? []);
  const digests = made.flatMap(({ detail }) => digestIn(detail));
  return { keys, hasWithdrawals, digests, isOfBytes: made.some(mayBeOfBytes), last: last ?? null };
}

/** What a bundle brings may be anything, and a list that was put right is in nobody's; whoever writes past `commitChange` lists nothing. */
function listsWhatItMade({ action, detail }: AuditEntry): boolean {
  return (
    action !== 'importBundle' && action !== 'mendList' && isObject(detail) && isObject(detail['created'])
  );
}

/** How many records an entry lists. */
function listedCount({ detail }: AuditEntry): number {
  if (!isObject(detail)) return 0;
  const created = isObject(detail['created']) ? Object.values(detail['created']) : [];
  return [...created, detail['targets'], detail['restored'], detail['toldRuns']].reduce<number>(
    (sum, listed) => sum + (Array.isArray(listed) ? listed.length : 0),
    0,
  );
}

/** Changes that never keep or free bytes: after any other, it is looked which are kept. */
const withoutBytes: ReadonlySet<string> = new Set([
  'addMeasurements',
  'annotate',
  'createArtifact',
  'delete',
  'importLineage',
  'link',
  'merge',
  'promote',
  'recordRun',
  'removeAlias',
  'rename',
  'declareRemoval',
  'acceptFinding',
  'retireGuardrail',
  'rollback',
  'setBaseline',
  'setGuardrail',
  'setPolicies',
  'setPersonalScores',
  'setKind',
  'split',
  'waive',
  'endWaiver',
]);

function mayBeOfBytes({ action, detail }: AuditEntry): boolean {
  if (action === 'undo') return isObject(detail) && Object.hasOwn(detail, 'bytes');
  return !withoutBytes.has(action);
}

function digestIn(detail: Json): readonly string[] {
  const digest = isObject(detail) ? detail['digest'] : undefined;
  return typeof digest === 'string' ? [digest] : [];
}
