import { readBare } from './readBare';

/** What a case may call in the page; each gives seconds on the page's clock. */
const benchCalls = {
  /** The bare read of the chosen file: the limit for whatever has to read it. */
  readBare: () => secondsOf(() => readBare(chosenFile())),
};

export type BenchCalls = typeof benchCalls;

declare global {
  interface Window {
    benchCalls: BenchCalls;
  }
}

window.benchCalls = benchCalls;

function chosenFile(): File {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('No file was chosen.');
  return file;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
