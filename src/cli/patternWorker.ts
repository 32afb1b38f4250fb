import { Worker } from 'node:worker_threads';
import type { MatchPattern } from '../gates/contract/rowTests';

/** What a pattern may take over all values of a check, in milliseconds; a plain one takes a thousandth of it for a million values. */
export const patternBudgetMs = 5000;

/**
 * What the thread runs: it is text, as a command is one file. It answers into shared memory, so that the caller can wait for it without
 * giving up its turn.
 */
const source = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ pattern, texts, found, signal }) => {
  const matcher = new RegExp(pattern);
  texts.forEach((text, at) => (found[at] = matcher.test(text) ? 1 : 0));
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
`;

/** Runs patterns in a thread of its own, which is ended where one takes too long. */
export interface PatternMatcher {
  readonly match: MatchPattern;
  end(): Promise<void>;
}

/** A matcher that gives each pattern a budget; one that used it up is never run again, and answers null. */
export function watchedMatcher(budgetMs = patternBudgetMs): PatternMatcher {
  let worker: Worker | null = null;
  const spentMs = new Map<string, number>();
  const match: MatchPattern = (pattern, texts) => {
    const spent = spentMs.get(pattern) ?? 0;
    if (spent >= budgetMs) return null;
    if (worker === null) {
      worker = new Worker(source, { eval: true });
      worker.unref();
    }
    const found = new Uint8Array(new SharedArrayBuffer(texts.length));
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const begun = performance.now();
    worker.postMessage({ pattern, texts, found, signal });
    const answer = Atomics.wait(signal, 0, 0, budgetMs - spent);
    spentMs.set(pattern, answer === 'timed-out' ? budgetMs : spent + performance.now() - begun);
    if (answer !== 'timed-out') return found;
    void worker.terminate();
    worker = null;
    return null;
  };
  return {
    match,
    async end() {
      await worker?.terminate();
      worker = null;
    },
  };
}
