import type { WorkerPool } from './pool';
import type { JudgeProgress, Tasks } from './tasks';

/** What a pattern may take over the values of one piece of a table, or a query over its tables, in milliseconds. */
const questionBudgetMs = 5000;

type WatchedTask = 'judgeKept' | 'draftContract';

/**
 * Runs a task that asks patterns and queries. One that does not come back in time is ended with its worker, and the task begins anew
 * without it.
 */
export async function runWatched<T extends WatchedTask>(
  pool: WorkerPool,
  task: T,
  input: Tasks[T]['input'],
  { signal, onBytes }: { readonly signal: AbortSignal; readonly onBytes: (bytesRead: number) => void },
  budgetMs: number = questionBudgetMs,
): Promise<Tasks[T]['output']> {
  let tooSlow: readonly string[] = [];
  for (;;) {
    const watch = watchQuestions(signal, budgetMs, onBytes);
    try {
      return await pool.run(task, { ...input, tooSlow }, watch.options);
    } catch (error) {
      const stuck = watch.stuckQuestion();
      if (stuck === null) throw error;
      tooSlow = [...tooSlow, stuck];
    } finally {
      watch.end();
    }
  }
}

function watchQuestions(signal: AbortSignal, budgetMs: number, onBytes: (bytesRead: number) => void) {
  const controller = new AbortController();
  const stop = (): void => controller.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stuck: string | null = null;
  const onProgress = ({ bytesRead, question }: JudgeProgress): void => {
    clearTimeout(timer);
    onBytes(bytesRead);
    if (question === null) return;
    timer = setTimeout(() => {
      stuck = question;
      controller.abort();
    }, budgetMs);
  };
  return {
    options: { signal: controller.signal, onProgress },
    stuckQuestion: () => stuck,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
