import { ingestBudgetMs, ingestSmallWithin, ingestWithin } from './ingestWithin';
import { createWorkerPool, type RunOptions, type WorkerPool } from './pool';
import { heavyByteLength } from './heavyFiles';
import { startWorker } from './startWorker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import taskUrl from './task.worker?worker&url';
import type { TaskName } from './protocol';
import type { IngestInput, IngestProgress, Tasks } from './tasks';

/**
 * The workers of a page. Two read files, of which one at most is heavy, so that all together stay within one memory
 * budget; layouts have a worker of their own and never wait for a file, and so have the draws of chance.
 */
export function createTaskPool(): WorkerPool {
  const start = (): Worker => startWorker(taskUrl, import.meta.url);
  const files = createWorkerPool({ size: 2, start, isHeavy, budgetMs });
  const layouts = createWorkerPool({ size: 1, start });
  const draws = createWorkerPool({ size: 1, start });
  const poolOf = (task: TaskName): WorkerPool => {
    if (task === 'layout') return layouts;
    return task === 'simulateChance' ? draws : files;
  };
  return {
    run: (task, input, options) => run(poolOf(task), task, input, options),
    dispose() {
      for (const pool of [files, layouts, draws]) pool.dispose();
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
  return ingestBudgetMs(byteLength, progress as IngestProgress | null);
}

function isHeavy<T extends TaskName>(task: T, input: Tasks[T]['input']): boolean {
  return task === 'ingest' && (input as Tasks['ingest']['input']).file.size >= heavyByteLength;
}
