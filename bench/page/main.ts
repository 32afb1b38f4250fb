import { defaultReadOptions } from '../../src/table/schema';
import { createTaskPool } from '../../src/workers/taskPool';
import { timeImport } from './importEvents';
import { readBare } from './readBare';
import { timeRestore } from './restoreKept';

const pool = createTaskPool();

/** What a case may call in the page; each gives seconds on the page's clock. */
const benchCalls = {
  /** The bare read of the chosen file: the limit for whatever has to read it. */
  readBare: () => secondsOf(() => readBare(chosenFile())),
  /** SHA-256 and MD5 of a file that is no table. */
  digest: () => secondsOf(() => ingestChosenFile('none')),
  /** SHA-256, MD5, schema, full profile and logical digest of a table. */
  ingestTable: () => secondsOf(() => ingestChosenFile('table')),
  /** OpenLineage events of the chosen file into a new database. */
  importEvents: () => timeImport(chosenFile()),
  /** The bytes of the chosen file, kept before, into a file. */
  restore: () => timeRestore(chosenFile()),
};

export type BenchCalls = typeof benchCalls;

declare global {
  interface Window {
    benchCalls: BenchCalls;
  }
}

window.benchCalls = benchCalls;

/** Throws where the file was not read as what it is, so that nothing wrong is measured. */
async function ingestChosenFile(expected: 'table' | 'none'): Promise<void> {
  const file = chosenFile();
  const result = await pool.run('ingest', {
    file,
    path: file.name,
    options: defaultReadOptions,
    prefix: null,
  });
  if (!result.ok) throw new Error(result.error.message);
  const { table, failure, byteLength } = result.value;
  if (failure !== null) throw new Error(`${file.name} could not be read: ${JSON.stringify(failure)}`);
  if (byteLength !== file.size || (table === null) !== (expected === 'none')) {
    throw new Error(`${file.name} was not read as expected.`);
  }
}

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
