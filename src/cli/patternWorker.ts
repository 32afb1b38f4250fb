import { Worker } from 'node:worker_threads';
import type { MatchPattern } from '../gates/contract/patternMarks';

/** What a pattern may take over all values of a check, in milliseconds; a plain one takes a thousandth of it for a million values. */
export const patternBudgetMs = 5000;

/** A question is waited for at least so long. */
const leastWaitMs = 1000;

/**
 * What the thread runs: it is text, which no build has to place. It answers into shared memory, so that the caller can wait for it without
 * giving up its turn.
 */
const source = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ pattern, joined, ends, found, signal }) => {
  const begun = performance.now();
  const matcher = new RegExp(pattern);
  for (let at = 0, start = 0; at < ends.length; start = ends[at++])
    found[at] = matcher.test(joined.slice(start, ends[at])) ? 1 : 0;
  signal[1] = Math.ceil((performance.now() - begun) * 1000);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
`;

/** Texts as one, which is handed over much quicker than each by itself. */
function joinedTexts(texts: readonly string[]): { readonly joined: string; readonly ends: Uint32Array } {
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [at, text] of texts.entries()) ends[at] = end += text.length;
  return { joined: texts.join(''), ends };
}

/** Runs patterns in a thread of its own, which is ended where one takes too long. */
export interface PatternMatcher {
  readonly match: MatchPattern;
  end(): Promise<void>;
}

/** What the thread answers into, used again for each question: one a text; whether it is done, and its microseconds. */
function sharedAnswers(): [Uint8Array, Int32Array] {
  return [new Uint8Array(new SharedArrayBuffer(65_536)), new Int32Array(new SharedArrayBuffer(8))];
}

/** A matcher that gives each pattern a budget; one that used it up is never run again, and answers null. */
export function watchedMatcher(budgetMs = patternBudgetMs): PatternMatcher {
  let worker: Worker | null = null;
  const spentMs = new Map<string, number>();
  let [found, signal] = sharedAnswers();
  const match: MatchPattern = (pattern, texts) => {
    const spent = spentMs.get(pattern) ?? 0;
    if (spent >= budgetMs) return null;
    if (worker === null) {
      worker = new Worker(source, { eval: true });
      worker.unref();
    }
    if (found.length < texts.length) found = new Uint8Array(new SharedArrayBuffer(2 * texts.length));
    Atomics.store(signal, 0, 0);
    worker.postMessage({ pattern, ...joinedTexts(texts), found, signal });
    // A busy machine hands over late, which is no fault of the pattern: the thread says itself how long it looked.
    const answer = Atomics.wait(signal, 0, 0, Math.max(budgetMs - spent, leastWaitMs));
    spentMs.set(pattern, answer === 'timed-out' ? budgetMs : spent + signal[1]! / 1000);
    if (answer !== 'timed-out') return found.slice(0, texts.length);
    void worker.terminate();
    // The thread that is ended may still write into what it was given.
    [found, signal] = sharedAnswers();
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
