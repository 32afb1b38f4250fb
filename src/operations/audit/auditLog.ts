import type { Result } from '../../lib/result';
import type { RunId } from '../../lineage/records';
import type { Digest } from '../../versioning/digest';
import type { KeptFile } from '../core/keptFiles';
import type { ArtifactId, AuditEntry, SnapshotId } from '../../versioning/records';
import type { StoreFailure, Store } from '../core/store';
import { bytesChangedBy, changedBy, stillAsChanged } from './undo';
import { foldWithdrawals, type Withdrawn } from '../core/withdrawals';

/** The log with what it takes to read it: names and versions of everything that ever was, withdrawn or not. */
export interface AuditLog {
  /** In ascending order of sequence. */
  readonly entries: readonly AuditEntry[];
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
    const entries = await transaction.all('audit');
    const withdrawals = await transaction.all('withdrawals');
    const bindings = await transaction.all('bindings');
    const snapshots = await transaction.all('snapshots');
    const annotations = await transaction.all('annotations');
    const observations = await transaction.all('observations');
    const jobs = await transaction.all('jobs');
    const runs = await transaction.all('runs');
    const aliasMoves = await transaction.all('aliasMoves');
    const measurements = await transaction.all('measurements');
    const guardrails = await transaction.all('guardrails');
    const artifactNames = new Map<ArtifactId, string>();
    const ownerOf = new Map<string, ArtifactId>();
    const byTime = bindings.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
    for (const { id, artifactId, name } of byTime) {
      artifactNames.set(artifactId, name);
      ownerOf.set(`artifacts:${artifactId}`, artifactId).set(`bindings:${id}`, artifactId);
    }
    const versions = new Map<SnapshotId, LoggedVersion>();
    for (const { id, artifactId, sequence, digest } of snapshots) {
      versions.set(id, { artifactId, sequence, digest });
      ownerOf.set(`snapshots:${id}`, artifactId);
    }
    for (const { id, snapshotId } of annotations) {
      const version = versions.get(snapshotId);
      if (version) ownerOf.set(`annotations:${id}`, version.artifactId);
    }
    for (const { id, artifactId } of observations) ownerOf.set(`observations:${id}`, artifactId);
    for (const { id, artifactId } of aliasMoves) ownerOf.set(`aliasMoves:${id}`, artifactId);
    for (const { id, artifactId } of guardrails) ownerOf.set(`guardrails:${id}`, artifactId);
    for (const { id, snapshotId } of measurements) {
      const version = versions.get(snapshotId);
      if (version) ownerOf.set(`measurements:${id}`, version.artifactId);
    }
    const kept = await transaction.keptFiles.digests('kept');
    const freed = await transaction.keptFiles.digests('freed');
    const jobNames = new Map(jobs.map(({ id, name }) => [id, name]));
    return {
      entries,
      artifactNames,
      versions,
      runNames: new Map(runs.map(({ id, jobId }) => [id, jobNames.get(jobId) ?? jobId])),
      ownerOf,
      withdrawn: foldWithdrawals(withdrawals),
      bytes: new Map([
        ...kept.map((digest) => [digest, 'kept'] as const),
        ...freed.map((digest) => [digest, 'freed'] as const),
      ]),
    };
  });
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

export function undoStateOf(log: AuditLog, entry: AuditEntry): UndoState {
  const bytes = bytesChangedBy(entry);
  if (bytes) {
    const states = bytes.digests.map((digest) => log.bytes.get(digest));
    if (states.includes(bytes.state)) return 'possible';
    return states.every((state) => state === undefined) ? 'nothing' : 'undone';
  }
  const changed = changedBy(entry);
  if (changed.targets.length === 0) return 'nothing';
  return stillAsChanged(changed, log.withdrawn).length > 0 ? 'possible' : 'undone';
}
