import type { Cancellation } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { RestorePorts } from '../operations/bytes/restore';
import { unwritable } from '../operations/bytes/restoreWords';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import type { Digest } from '../versioning/digest';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
import { serveTasks } from './serveTasks';
import { startWorker } from './startWorker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import hashUrl from './hash.worker?worker&url';
import type { Restored, RestoreJob } from './tasks';
import { beginWholeDigest, sha256Of } from './wholeDigest';
import {
  filesToRestore,
  planRestore,
  restoreTo,
  restoreZip,
  writePlan,
  type RestorableFile,
} from './restoreJob';
import { blobSink, fileSink, folderTarget } from './restoreTargets';

/** Open as long as the worker is, from one job to the next. */
const chunks = openChunkStore();

const startHash = (): Worker => startWorker(hashUrl, import.meta.url);

serveTasks(self, {
  async restore(job, { signal, report, hold }) {
    const store = createDexieStore(job.databaseName);
    try {
      const found = await filesToRestore(job.snapshotId, store);
      if (!found.ok) return found;
      const ports: RestorePorts = {
        chunks,
        sha256: sha256Of,
        beginSha256: (byteLength) => beginWholeDigest(byteLength, startHash),
      };
      return await restore(job, found.value.files, ports, signal, addedUp(report), hold);
    } finally {
      store.close();
    }
  },
});

async function restore(
  job: RestoreJob,
  files: readonly RestorableFile[],
  ports: RestorePorts,
  cancellation: Cancellation,
  report: (more: number) => void,
  hold: () => void,
): Promise<Result<Restored, OperationFailure>> {
  switch (job.kind) {
    case 'file':
    case 'zip': {
      const [first] = files;
      const isArchive = job.kind === 'zip' || !first;
      const opened = await sinkFor(job, isArchive ? null : first.file.byteLength);
      if (!opened.ok) return opened;
      const sink = {
        ...opened.value,
        async close() {
          // What is closed is there: nobody may be told any more that it was cancelled.
          hold();
          await opened.value.close();
        },
      };
      const restored = isArchive
        ? await restoreZip(files, job.name, sink, browserText, ports, cancellation, report)
        : await restoreTo(first, job.name, sink, ports, cancellation, report);
      return restored.ok ? ok({ kind: 'file', blob: sink.blob() }) : restored;
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

async function sinkFor(job: Extract<RestoreJob, { kind: 'file' | 'zip' }>, byteLength: number | null) {
  if (!job.target) return ok(blobSink(job.kind === 'zip' ? 'application/zip' : 'application/octet-stream'));
  try {
    return ok({ ...(await fileSink(job.target, byteLength)), blob: () => null });
  } catch (error) {
    if (error instanceof DOMException) return err(unwritable(job.name, error));
    throw error;
  }
}

const readByteLength = 8 * 1024 * 1024;

async function digestFile(file: File, cancellation: Cancellation): Promise<Digest> {
  const whole = beginWholeDigest(file.size, startHash);
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

/** Reports how much is done, now and then, from how much more is. */
function addedUp(report: (done: number) => void): (more: number) => void {
  let done = 0;
  const tell = atIntervals(report);
  return (more) => tell((done += more));
}
