import { describe, expect, it } from 'vitest';
import type { RunOptions, WorkerPool } from '../../src/workers/pool';
import { runWatched } from '../../src/workers/runWatched';
import type { JudgeInput, JudgeProgress } from '../../src/workers/tasks';

type Run = (input: JudgeInput, options: RunOptions<'judgeKept'>) => Promise<unknown>;

/** A worker of one task, whose patterns take as long as a test says. */
function poolOf(run: Run): WorkerPool {
  return {
    run: (_task: string, input: unknown, options: unknown) => run(input as never, options as never),
  } as unknown as WorkerPool;
}

const input = { tooSlow: [] } as unknown as JudgeInput;
const never = new AbortController().signal;
const at = (bytesRead: number, question: string | null): JudgeProgress => ({ bytesRead, question });

/** Rejects when the task is told to stop, as a pool does. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
}

describe('runWatched', () => {
  it('ends a task whose pattern does not come back, and begins it anew without that pattern', async () => {
    const begun: (readonly string[])[] = [];
    const pool = poolOf(async ({ tooSlow }, { signal, onProgress }) => {
      begun.push(tooSlow);
      // The first that is not left out never comes back; with both left out the task ends.
      const next = ['(a+)+$', '(b+)+$'].find((pattern) => !tooSlow.includes(pattern));
      if (next === undefined) return 'judged';
      onProgress?.(at(1, next));
      return untilAborted(signal);
    });
    const judged = await runWatched(pool, 'judgeKept', input, { signal: never, onBytes: () => undefined }, 5);
    expect(judged).toBe('judged');
    expect(begun).toEqual([[], ['(a+)+$'], ['(a+)+$', '(b+)+$']]);
  });

  it('lets a task take any time between patterns, and tells of its bytes', async () => {
    const bytes: number[] = [];
    let beginnings = 0;
    const pool = poolOf(async (_, { signal, onProgress }) => {
      beginnings += 1;
      onProgress?.(at(1, 'a'));
      onProgress?.(at(2, null));
      // Four budgets, with no pattern under way.
      await new Promise((resolve) => setTimeout(resolve, 20));
      signal?.throwIfAborted();
      return 'judged';
    });
    const watch = { signal: never, onBytes: (read: number) => void bytes.push(read) };
    expect(await runWatched(pool, 'judgeKept', input, watch, 5)).toBe('judged');
    expect(beginnings).toBe(1);
    expect(bytes).toEqual([1, 2]);
  });

  it('does not begin anew where a person cancels, or the task breaks by itself', async () => {
    const controller = new AbortController();
    let beginnings = 0;
    const pool = poolOf(async (_, { signal, onProgress }) => {
      beginnings += 1;
      onProgress?.(at(1, 'a'));
      const stopped = untilAborted(signal);
      controller.abort(new Error('cancelled'));
      return stopped;
    });
    const watch = { signal: controller.signal, onBytes: () => undefined };
    await expect(runWatched(pool, 'judgeKept', input, watch, 60_000)).rejects.toThrow('cancelled');
    const broken = poolOf(() => Promise.reject(new Error('broken')));
    await expect(runWatched(broken, 'judgeKept', input, { ...watch, signal: never }, 60_000)).rejects.toThrow(
      'broken',
    );
    expect(beginnings).toBe(1);
  });
});
