import type { Result } from '../../lib/result';
import type { Observation, RunId } from '../../lineage/records';
import { declarationOf, keyOf, type TableName, type Tables, withdrawableTables } from '../../records/tables';
import type { Digest } from '../../versioning/digest';
import { byShownName } from '../core/identities';
import type { KeptFile } from '../core/keptFiles';
import type { ArtifactId, AuditEntry, SnapshotId } from '../../versioning/records';
import type { StoreFailure, Store, Transaction } from '../core/store';
import { bytesChangedBy, changedBy } from '../core/changeOfEntry';
import { unreadable } from '../core/unreadable';
import { stillAsChanged } from './undo';
import { foldWithdrawals, type Withdrawn } from '../core/withdrawals';

/** The log with what it takes to read it: names and versions of everything that ever was, withdrawn or not. */
export interface AuditLog {
  /** In ascending order of sequence. */
  readonly entries: readonly AuditEntry[];
  /** Stored entries that cannot be read, and are not among these. */
  readonly unreadableCount: number;
  readonly artifactNames: ReadonlyMap<ArtifactId, string>;
  readonly versions: ReadonlyMap<SnapshotId, LoggedVersion>;
  /** The name of each run's job. */
  readonly runNames: ReadonlyMap<RunId, string>;
  /** The artifact that a record is of, by `table:id`. */
  readonly ownerOf: ReadonlyMap<string, ArtifactId>;
  readonly withdrawn: Withdrawn;
  /** The files whose bytes are on this device. */
  readonly bytes: ReadonlyMap<Digest, KeptFile['state']>;
}

interface LoggedVersion {
  readonly artifactId: ArtifactId;
  readonly sequence: number;
  readonly digest: string | null;
}

/** Reads the log in one transaction, so that it is of one moment. */
export async function readAuditLog(store: Store): Promise<Result<AuditLog, StoreFailure>> {
  return store.read(async (transaction) => {
    const all = async <T extends TableName>(table: T): Promise<Tables[T][]> =>
      (await transaction.all(table)).filter((record) => unreadable(table, record) === null);
    const stored = await transaction.all('audit');
    const entries = stored.filter((entry) => unreadable('audit', entry) === null);
    const withdrawals = await transaction.all('withdrawals');
    const bindings = await all('bindings');
    const snapshots = await all('snapshots');
    const jobs = await all('jobs');
    const runs = await all('runs');
    const artifactNames = new Map<ArtifactId, string>();
    for (const { artifactId, name } of bindings.toSorted(byShownName)) artifactNames.set(artifactId, name);
    const versions = new Map<SnapshotId, LoggedVersion>();
    for (const { id, artifactId, sequence, digest } of snapshots)
      versions.set(id, { artifactId, sequence, digest });
    const kept = await transaction.keptFiles.digests('kept');
    const freed = await transaction.keptFiles.digests('freed');
    const jobNames = new Map(jobs.map(({ id, name }) => [id, name]));
    return {
      entries,
      unreadableCount: stored.length - entries.length,
      artifactNames,
      versions,
      runNames: new Map(runs.map(({ id, jobId }) => [id, jobNames.get(jobId) ?? jobId])),
      ownerOf: await readOwners(transaction, versions),
      withdrawn: foldWithdrawals(withdrawals),
      bytes: new Map([
        ...kept.map((digest) => [digest, 'kept'] as const),
        ...freed.map((digest) => [digest, 'freed'] as const),
      ]),
    };
  });
}

/** The artifact of every record that has one, or is of a version of one. */
async function readOwners(
  transaction: Transaction,
  versions: ReadonlyMap<SnapshotId, LoggedVersion>,
): Promise<ReadonlyMap<string, ArtifactId>> {
  const owners = new Map<string, ArtifactId>();
  for (const table of withdrawableTables) {
    const members = declarationOf(table).references.map(({ path }) => path);
    const isOfArtifact = members.includes('artifactId');
    if (!isOfArtifact && !members.includes('snapshotId')) continue;
    for (const record of await transaction.all(table)) {
      const { artifactId, snapshotId } = record as Partial<Observation>;
      const owner = isOfArtifact ? artifactId : versions.get(snapshotId!)?.artifactId;
      if (owner === undefined || owner === null) continue;
      owners.set(`${table}:${keyOf(table, record)}`, owner);
      if (table === 'bindings') owners.set(`artifacts:${owner}`, owner);
    }
  }
  return owners;
}

/** What an entry is about, each once, in the order in which it was written. */
export interface AuditSubjects {
  readonly artifactIds: readonly ArtifactId[];
  readonly runIds: readonly RunId[];
}

const known = new WeakMap<AuditLog, WeakMap<AuditEntry, AuditSubjects>>();

/** Asked for every row and every filter: kept as long as the log is. */
export function auditSubjects(log: AuditLog, entry: AuditEntry): AuditSubjects {
  const ofLog = known.get(log) ?? new WeakMap<AuditEntry, AuditSubjects>();
  known.set(log, ofLog);
  const subjects = ofLog.get(entry) ?? findSubjects(log, entry);
  ofLog.set(entry, subjects);
  return subjects;
}

function findSubjects(log: AuditLog, entry: AuditEntry): AuditSubjects {
  const artifactIds = new Set<ArtifactId>();
  const runIds = new Set<RunId>();
  for (const { table, id } of changedBy(entry).targets) {
    const owner = log.ownerOf.get(`${table}:${id}`);
    if (owner !== undefined) artifactIds.add(owner);
    if (table === 'runs') runIds.add(id as RunId);
  }
  return { artifactIds: [...artifactIds], runIds: [...runIds] };
}

/** Whether an entry's change holds and can be taken back; `undone` where it was already; `nothing` where it made no record. */
export type UndoState = 'possible' | 'undone' | 'nothing';

/** Whether the change of an entry can be taken back now. */
export function undoStateOf(log: AuditLog, entry: AuditEntry): UndoState {
  const bytes = bytesChangedBy(entry);
  if (bytes) {
    const states = bytes.digests.map((digest) => log.bytes.get(digest));
    if (states.includes(bytes.state)) return 'possible';
    return states.every((state) => state === undefined) ? 'nothing' : 'undone';
  }
  const changed = changedBy(entry);
  if (changed.targets.length === 0) return 'nothing';
  const still = stillAsChanged(changed, (table, id) => log.withdrawn.has(table, id));
  return still.length > 0 ? 'possible' : 'undone';
}
