import type { WorkerPool } from './pool';
import type { JudgeProgress, Tasks } from './tasks';

/** What a pattern may take over the values of one piece of a table, in milliseconds. */
const patternBudgetMs = 5000;

type WatchedTask = 'judgeKept' | 'draftContract';

/**
 * Runs a task that asks patterns. One that does not come back in time is ended with its worker, and the task begins anew
 * without it.
 */
export async function runWatched<T extends WatchedTask>(
  pool: WorkerPool,
  task: T,
  input: Tasks[T]['input'],
  { signal, onBytes }: { readonly signal: AbortSignal; readonly onBytes: (bytesRead: number) => void },
  budgetMs: number = patternBudgetMs,
): Promise<Tasks[T]['output']> {
  let slowPatterns: readonly string[] = [];
  for (;;) {
    const watch = watchPatterns(signal, budgetMs, onBytes);
    try {
      return await pool.run(task, { ...input, slowPatterns }, watch.options);
    } catch (error) {
      const stuck = watch.stuckPattern();
      if (stuck === null) throw error;
      slowPatterns = [...slowPatterns, stuck];
    } finally {
      watch.end();
    }
  }
}

function watchPatterns(signal: AbortSignal, budgetMs: number, onBytes: (bytesRead: number) => void) {
  const controller = new AbortController();
  const stop = (): void => controller.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stuck: string | null = null;
  const onProgress = ({ bytesRead, pattern }: JudgeProgress): void => {
    clearTimeout(timer);
    onBytes(bytesRead);
    if (pattern === null) return;
    timer = setTimeout(() => {
      stuck = pattern;
      controller.abort();
    }, budgetMs);
  };
  return {
    options: { signal: controller.signal, onProgress },
    stuckPattern: () => stuck,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
