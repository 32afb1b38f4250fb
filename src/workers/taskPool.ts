import { createWorkerPool, type WorkerPool } from './pool';
import { heavyByteLength } from './heavyFiles';
import { startWorker } from './startWorker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import taskUrl from './task.worker?worker&url';
import type { TaskName } from './protocol';
import type { Tasks } from './tasks';

/**
 * The workers of a page. Two read files, of which one at most is heavy, so that all together stay within one memory
 * budget; layouts have a worker of their own and never wait for a file.
 */
export function createTaskPool(): WorkerPool {
  const start = (): Worker => startWorker(taskUrl, import.meta.url);
  const files = createWorkerPool({ size: 2, start, isHeavy });
  const layouts = createWorkerPool({ size: 1, start });
  return {
    run: (task, input, options) => (task === 'layout' ? layouts : files).run(task, input, options),
    dispose() {
      files.dispose();
      layouts.dispose();
    },
  };
}

function isHeavy<T extends TaskName>(task: T, input: Tasks[T]['input']): boolean {
  return task === 'ingest' && (input as Tasks['ingest']['input']).file.size >= heavyByteLength;
}
