import type { Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/outcome';
import type { RestorePorts } from '../operations/restore';
import type { FolderPlan } from '../operations/restoreFolder';
import { unwritable } from '../operations/restoreWords';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import type { Digest } from '../versioning/digest';
import type { SnapshotId } from '../versioning/records';
import { browserText } from '../workers/browserText';
import { startWorker } from '../workers/startWorker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import sha256Url from '../workers/sha256.worker?worker&url';
import { beginWholeDigest, sha256Of } from '../workers/wholeDigest';
import {
  filesToRestore,
  planRestore,
  restoreTo,
  restoreZip,
  writePlan,
  type RestorableFile,
} from './restoreJob';
import { blobSink, fileSink, folderTarget } from './restoreTargets';

/** What is to be done with a version's bytes. */
export type RestoreJob = {
  readonly databaseName: string;
  readonly snapshotId: SnapshotId;
  /** Of the artifact, without the folders before it. */
  readonly name: string;
} & (
  | { readonly kind: 'file'; readonly target: FileSystemFileHandle | null }
  | { readonly kind: 'zip'; readonly target: FileSystemFileHandle | null }
  | { readonly kind: 'plan'; readonly target: FileSystemDirectoryHandle }
  | { readonly kind: 'write'; readonly target: FileSystemDirectoryHandle; readonly plan: FolderPlan }
);

/** What came of it: a blob where there was no place to write to. */
export type Restored =
  | { readonly kind: 'file'; readonly blob: Blob | null }
  | { readonly kind: 'plan'; readonly plan: FolderPlan }
  | { readonly kind: 'written'; readonly fileCount: number };

export type ToRestore = { readonly kind: 'run'; readonly job: RestoreJob } | { readonly kind: 'cancel' };
export type FromRestore =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly result: Result<Restored, OperationFailure> }
  | { readonly kind: 'cancelled' };

const progressIntervalMs = 100;
const controller = new AbortController();

/** Does one job, and is ended by whoever started it. */
self.onmessage = ({ data }: MessageEvent<ToRestore>) => {
  if (data.kind === 'cancel') {
    controller.abort();
    return;
  }
  run(data.job, controller.signal).then(
    (result) => post({ kind: 'done', result }),
    (error: unknown) => {
      if (controller.signal.aborted) post({ kind: 'cancelled' });
      // Reported as an error of this worker, which ends the wait of whoever started it.
      else reportError(error);
    },
  );
};

function post(message: FromRestore): void {
  self.postMessage(message);
}

const startSha256 = (): Worker => startWorker(sha256Url, import.meta.url);

async function run(job: RestoreJob, cancellation: Cancellation): Promise<Result<Restored, OperationFailure>> {
  const store = createDexieStore(job.databaseName);
  const chunks = openChunkStore();
  try {
    const found = await filesToRestore(job.snapshotId, store);
    if (!found.ok) return found;
    const ports: RestorePorts = {
      chunks,
      sha256: sha256Of,
      beginSha256: (byteLength) => beginWholeDigest(byteLength, startSha256),
    };
    return await restore(job, found.value.files, ports, cancellation);
  } finally {
    store.close();
    chunks.close();
  }
}

async function restore(
  job: RestoreJob,
  files: readonly RestorableFile[],
  ports: RestorePorts,
  cancellation: Cancellation,
): Promise<Result<Restored, OperationFailure>> {
  const report = reporter();
  switch (job.kind) {
    case 'file':
    case 'zip': {
      const sink = await sinkFor(job);
      if (!sink.ok) return sink;
      const [first] = files;
      const restored =
        job.kind === 'zip' || !first
          ? await restoreZip(files, job.name, sink.value, browserText, ports, cancellation, report)
          : await restoreTo(first, job.name, sink.value, ports, cancellation, report);
      return restored.ok ? ok({ kind: 'file', blob: sink.value.blob() }) : restored;
    }
    case 'plan': {
      const plan = await planRestore(files, folderTarget(job.target, digestFile), cancellation, () =>
        report(1),
      );
      return plan.ok ? ok({ kind: 'plan', plan: plan.value }) : plan;
    }
    case 'write': {
      const target = folderTarget(job.target, digestFile);
      const written = await writePlan(files, job.plan, target, ports, cancellation, report);
      return written.ok ? ok({ kind: 'written', fileCount: written.value }) : written;
    }
  }
}

async function sinkFor(job: Extract<RestoreJob, { kind: 'file' | 'zip' }>) {
  if (!job.target) return ok(blobSink(job.kind === 'zip' ? 'application/zip' : 'application/octet-stream'));
  try {
    return ok({ ...(await fileSink(job.target)), blob: () => null });
  } catch (error) {
    if (error instanceof DOMException) return err(unwritable(job.name, error));
    throw error;
  }
}

const readByteLength = 8 * 1024 * 1024;

async function digestFile(file: File, cancellation: Cancellation): Promise<Digest> {
  const whole = beginWholeDigest(file.size, startSha256);
  try {
    for (let at = 0; at < file.size; at += readByteLength) {
      cancellation.throwIfAborted();
      await whole.update(new Uint8Array(await file.slice(at, at + readByteLength).arrayBuffer()));
    }
    return await whole.finish();
  } finally {
    whole.dispose();
  }
}

function reporter(): (more: number) => void {
  let done = 0;
  let toldAtMs = 0;
  return (more) => {
    done += more;
    const now = performance.now();
    if (now - toldAtMs < progressIntervalMs) return;
    toldAtMs = now;
    post({ kind: 'progress', done });
  };
}
