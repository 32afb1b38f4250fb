import { readingBudgetMs } from '../formats/readingBudget';
import { heavyByteLength } from './heavyFiles';
import { ingestSmallWithin, ingestWithin } from './ingestWithin';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import judgeUrl from './judge.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import keySearchUrl from './keySearch.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import lineageImportUrl from './lineageImport.worker?worker&url';
import { createWorkerPool, type PoolOptions, type RunOptions, type WorkerPool } from './pool';
import type { TaskName } from './protocol';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import readKeptUrl from './readKept.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import restoreUrl from './restore.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import rowDiffUrl from './rowDiff.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import rowWindowsUrl from './rowWindows.worker?worker&url';
import { startWorker } from './startWorker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import storeCheckUrl from './storeCheck.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import taskUrl from './task.worker?worker&url';
import type { IngestInput, IngestProgress, Tasks } from './tasks';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import workspaceFileUrl from './workspaceFile.worker?worker&url';

interface Crew extends Omit<PoolOptions, 'start'> {
  readonly url: string;
  readonly tasks: readonly TaskName[];
}

/**
 * The workers of a page, and what each is asked. None waits for what takes another kind of time, and each holds at most
 * the memory that there should be for its kind: the rows of one diff, the records of one import.
 */
const crews: readonly Crew[] = [
  // Two read files, of which one at most is heavy, so that all together stay within one memory budget.
  {
    url: taskUrl,
    size: 2,
    tasks: ['ingest', 'ingestSmall', 'readRepositories', 'readSamples', 'makeTable'],
    isHeavy,
    budgetMs,
  },
  // The lineage of a dropped folder is looked for before its data is read, and waits for no other file.
  { url: taskUrl, size: 1, tasks: ['scanLineage'] },
  { url: taskUrl, size: 1, tasks: ['layout'] },
  { url: taskUrl, size: 1, tasks: ['simulateChance', 'recognise'] },
  {
    url: lineageImportUrl,
    size: 1,
    tasks: ['importLineage', 'importFolderLineage', 'importArchiveLineage', 'undo', 'takeBackSource'],
  },
  { url: workspaceFileUrl, size: 1, tasks: ['exportWorkspace', 'importWorkspace'] },
  { url: readKeptUrl, size: 1, tasks: ['readKept'] },
  // A pattern that does not come back is ended with its worker.
  { url: judgeUrl, size: 1, tasks: ['judgeKept', 'draftContract'] },
  { url: rowDiffUrl, size: 1, tasks: ['diffRows', 'findLeakage'] },
  // What a person looks at stays open in its memory.
  { url: rowWindowsUrl, size: 1, tasks: ['openRows', 'readWindow', 'arrangeRows', 'closeRows'] },
  { url: keySearchUrl, size: 1, tasks: ['searchKey'] },
  { url: storeCheckUrl, size: 2, tasks: ['verifyAudit', 'verifyStore'] },
  // A cancelled restore takes back what it has begun to write.
  { url: restoreUrl, size: 2, tasks: ['restore'], cancelGraceMs: 3000 },
];

/** The workers of a page as one pool. They start when they are first needed. */
export function createTaskPool(): WorkerPool {
  const pools = crews.map(({ url, tasks, ...options }) => ({
    tasks,
    pool: createWorkerPool({ ...options, start: () => startWorker(url, import.meta.url) }),
  }));
  return {
    run(task, input, options) {
      const found = pools.find(({ tasks }) => tasks.includes(task));
      if (!found) throw new Error(`No worker of a page knows the task ${task}.`);
      return run(found.pool, task, input, options);
    },
    dispose() {
      for (const { pool } of pools) pool.dispose();
    },
  };
}

/** A file whose table takes too long is digested all the same. */
async function run<T extends TaskName>(
  pool: WorkerPool,
  task: T,
  input: Tasks[T]['input'],
  options?: RunOptions<T>,
): Promise<Tasks[T]['output']> {
  switch (task) {
    case 'ingest':
      return ingestWithin(pool, input as IngestInput, options as RunOptions<'ingest'>);
    case 'ingestSmall':
      return ingestSmallWithin(
        pool,
        input as Tasks['ingestSmall']['input'],
        options as RunOptions<'ingestSmall'>,
      );
    default:
      return pool.run(task, input, options);
  }
}

/** Files are dropped by whoever made them: what reading one takes is bounded. Its digest is not, which takes as long as it is. */
function budgetMs<T extends TaskName>(
  task: T,
  input: Tasks[T]['input'],
  progress: Tasks[T]['progress'] | null,
): number | null {
  if (task !== 'ingest' && task !== 'ingestSmall') return null;
  const files = task === 'ingest' ? [input as IngestInput] : (input as Tasks['ingestSmall']['input']).files;
  if (files.every(({ digestOnly }) => digestOnly === true)) return null;
  const byteLength = files.reduce((sum, { file }) => sum + file.size, 0);
  return readingBudgetMs(byteLength, (progress as IngestProgress | null)?.rowsRead ?? 0);
}

function isHeavy<T extends TaskName>(task: T, input: Tasks[T]['input']): boolean {
  return task === 'ingest' && (input as Tasks['ingest']['input']).file.size >= heavyByteLength;
}
