import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/outcome';
import type { FolderPlan } from '../operations/restoreFolder';
import type { SnapshotId } from '../versioning/records';
import { startWorker } from '../workers/startWorker';
import { whileChunksStay } from './chunkLock';
import type { FromRestore, RestoreJob, Restored, ToRestore } from './restore.worker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import restoreUrl from './restore.worker?worker&url';
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
  subject: RestoreSubject,
  kind: 'file' | 'zip',
  target: FileSystemFileHandle | null,
  databaseName: string,
): Promise<RestoreOutcome<Blob | null>> {
  const { snapshotId, name } = subject;
  const restored = await asActivity(
    subject,
    { databaseName, snapshotId, name, kind, target },
    'Given back, every file’s digest checked',
  );
  if (!restored?.ok) return restored;
  return { ok: true, value: restored.value.kind === 'file' ? restored.value.blob : null };
}

/** What writing a folder's files below `target` would do; writes nothing. */
export async function planFolderRestore(
  { snapshotId, name }: RestoreSubject,
  target: FileSystemDirectoryHandle,
  databaseName: string,
  signal: AbortSignal,
  onFile: (filesDone: number) => void,
): Promise<RestoreOutcome<FolderPlan>> {
  const job: RestoreJob = { databaseName, snapshotId, name, kind: 'plan', target };
  const planned = await runJob(job, signal, onFile);
  if (!planned?.ok) return planned;
  if (planned.value.kind !== 'plan') throw new Error('The worker answered something else.');
  return { ok: true, value: planned.value.plan };
}

/** Writes what the plan says; whoever calls it has asked about the files that it writes over. */
export async function writeFolder(
  subject: RestoreSubject,
  plan: FolderPlan,
  target: FileSystemDirectoryHandle,
  databaseName: string,
): Promise<RestoreOutcome<number>> {
  const { snapshotId, name } = subject;
  const job: RestoreJob = { databaseName, snapshotId, name, kind: 'write', target, plan };
  const restored = await asActivity(subject, job, `Written into ${target.name}, every file’s digest checked`);
  if (!restored?.ok) return restored;
  return { ok: true, value: restored.value.kind === 'written' ? restored.value.fileCount : 0 };
}

function asActivity(
  { title, byteLength }: RestoreSubject,
  job: RestoreJob,
  summary: string,
): Promise<RestoreOutcome<Restored>> {
  return runAsActivity(
    { title: `Get back ${title}`, path: title, byteLength, thrown: 'unwritableFile' },
    async (signal, onBytes) => {
      const restored = await runJob(job, signal, (bytesDone) => onBytes(bytesDone, byteLength));
      return restored?.ok ? ok({ value: restored.value, state: { kind: 'restored', summary } }) : restored;
    },
  );
}

/** How long a cancelled job may take to take back what it has begun to write. */
const cancelGraceMs = 3000;

/** One job in a worker of its own, while no chunk is removed. Null where it was cancelled. */
function runJob(
  job: RestoreJob,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<RestoreOutcome<Restored>> {
  return whileChunksStay(async () => {
    if (signal.aborted) return null;
    const worker = startWorker(restoreUrl, import.meta.url);
    const post = (message: ToRestore): void => worker.postMessage(message);
    let grace: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<RestoreOutcome<Restored>>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<FromRestore>) => {
          if (data.kind === 'progress') onProgress(data.done);
          else resolve(data.kind === 'done' ? data.result : null);
        };
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'The worker could not be started.'));
        };
        signal.addEventListener('abort', () => {
          post({ kind: 'cancel' });
          grace = setTimeout(() => resolve(null), cancelGraceMs);
        });
        post({ kind: 'run', job });
      });
    } finally {
      clearTimeout(grace);
      worker.terminate();
    }
  });
}
