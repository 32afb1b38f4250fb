import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { FolderPlan } from '../operations/bytes/restoreFolder';
import type { SnapshotId } from '../versioning/records';
import type { WorkerPool } from '../workers/pool';
import type { Restored, RestoreJob } from '../workers/tasks';
import { whileChunksStay } from '../storage/chunkLock';
import { runAsActivity } from './runAsActivity';

/** Which version, and what a person calls it. */
export interface RestoreSubject {
  readonly snapshotId: SnapshotId;
  /** Of the artifact, without the folders before it: what a file is called. */
  readonly name: string;
  /** `trips.csv v3`. */
  readonly title: string;
  readonly byteLength: number;
}

/** Null where it was cancelled. */
export type RestoreOutcome<T> = Result<T, OperationFailure> | null;

/** The bytes of one file, or of a folder as an archive, into the chosen file; as a blob where there is none. */
export async function restoreToFile(
  pool: WorkerPool,
  subject: RestoreSubject,
  kind: 'file' | 'zip',
  target: FileSystemFileHandle | null,
  databaseName: string,
): Promise<RestoreOutcome<Blob | null>> {
  const { snapshotId, name } = subject;
  const restored = await asActivity(
    pool,
    subject,
    { databaseName, snapshotId, name, kind, target },
    'Given back, every file’s digest checked',
  );
  if (!restored?.ok) return restored;
  return { ok: true, value: restored.value.kind === 'file' ? restored.value.blob : null };
}

/** What writing a folder's files below `target` would do; writes nothing. */
export async function planFolderRestore(
  pool: WorkerPool,
  { snapshotId, name }: RestoreSubject,
  target: FileSystemDirectoryHandle,
  databaseName: string,
  signal: AbortSignal,
  onFile: (filesDone: number) => void,
): Promise<RestoreOutcome<FolderPlan>> {
  const job: RestoreJob = { databaseName, snapshotId, name, kind: 'plan', target };
  const planned = await runJob(pool, job, signal, onFile);
  if (!planned?.ok) return planned;
  if (planned.value.kind !== 'plan') throw new Error('The worker answered something else.');
  return { ok: true, value: planned.value.plan };
}

/** Writes what the plan says; whoever calls it has asked about the files that it writes over. */
export async function writeFolder(
  pool: WorkerPool,
  subject: RestoreSubject,
  plan: FolderPlan,
  target: FileSystemDirectoryHandle,
  databaseName: string,
): Promise<RestoreOutcome<number>> {
  const { snapshotId, name } = subject;
  const job: RestoreJob = { databaseName, snapshotId, name, kind: 'write', target, plan };
  const restored = await asActivity(
    pool,
    subject,
    job,
    `Written into ${target.name}, every file’s digest checked`,
  );
  if (!restored?.ok) return restored;
  return { ok: true, value: restored.value.kind === 'written' ? restored.value.fileCount : 0 };
}

function asActivity(
  pool: WorkerPool,
  { title, byteLength }: RestoreSubject,
  job: RestoreJob,
  summary: string,
): Promise<RestoreOutcome<Restored>> {
  return runAsActivity(
    { title: `Get back ${title}`, path: title, byteLength, thrown: 'unwritableFile' },
    async (signal, onBytes) => {
      const restored = await runJob(pool, job, signal, (bytesDone) => onBytes(bytesDone, byteLength));
      return restored?.ok ? ok({ value: restored.value, state: { kind: 'done', summary } }) : restored;
    },
  );
}

/** One job in a worker, while no chunk is removed. Null where it was cancelled. */
async function runJob(
  pool: WorkerPool,
  job: RestoreJob,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<RestoreOutcome<Restored>> {
  try {
    return await whileChunksStay(() => pool.run('restore', job, { signal, onProgress }));
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
