import { defaultReadOptions } from '../../src/table/schema';
import { createTaskPool } from '../../src/workers/taskPool';
import type { DiffedVersion } from '../../src/workers/tasks';
import { storeVersions, timeChunking, timeHome } from './chunks';
import { timeAuditCheck } from './checkLog';
import { timeFolderImport, timeImport } from './importEvents';
import { readBare } from './readBare';

import { timeFolder } from './dropFolder';
import { keepInWorkspace, workspaceOutAndIn } from './workspaceOutAndIn';
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
  importEvents: () => timeImport(pool, chosenFile()),
  /** The chosen files as a folder of lineage. */
  importFiles: () => timeFolderImport(pool, chosenFiles()),
  /** The chain of a log of 100,000 entries. */
  verifyAudit: () => timeAuditCheck(pool),
  /** The bytes of the chosen file, kept before, into a file. */
  restore: () => timeRestore(chosenFile()),
  /** The chosen file's bytes kept in a workspace; then that out into a file, and in again. */
  keepInWorkspace: () => secondsOf(() => keepInWorkspace(chosenFile())),
  workspaceOutAndIn: () => secondsOf(() => workspaceOutAndIn(chosenFile())),
  /** A folder of small files, its bytes kept or not. */
  folderKept: () => timeFolder(true),
  folderNotKept: () => timeFolder(false),
  chunking: timeChunking,
  'blobs.written': async () => (await timeHome('blobs')).write,
  'blobs.read': async () => (await timeHome('blobs')).readAll,
  'packFiles.written': async () => (await timeHome('packFiles')).write,
  'packFiles.read': async () => (await timeHome('packFiles')).readAll,
  'values.written': async () => (await timeHome('values')).write,
  'values.read': async () => (await timeHome('values')).readAll,
  'records.written': async () => (await timeHome('records')).write,
  'records.read': async () => (await timeHome('records')).readAll,
  'chunkFiles.written': async () => (await timeHome('chunkFiles')).write,
  'chunkFiles.read': async () => (await timeHome('chunkFiles')).readAll,
  /** What a hundred versions of the chosen file take, as a multiple of it. */
  blockVersions: async () => (await storeVersions(chosenFile(), 'block')).ratio,
  scatteredVersions: async () => (await storeVersions(chosenFile(), 'scattered')).ratio,
  /** Which rows differ between the two chosen tables. */
  diffRows: () => secondsOf(diffChosenFiles),
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

async function diffChosenFiles(): Promise<void> {
  const [before, after] = document.querySelector('input')?.files ?? [];
  if (!before || !after) throw new Error('Two files have to be chosen.');
  const [reference, current] = [await diffedVersion(before), await diffedVersion(after)];
  const found = await pool.run('diffRows', { reference, current, keyColumns: ['trip_id'] });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const { counts } = found.value;
  if (counts.changed === 0 || counts.added === 0 || counts.unchanged === 0) {
    throw new Error(`The rows were not told apart: ${JSON.stringify(counts)}`);
  }
}

async function diffedVersion(file: File): Promise<DiffedVersion> {
  const head = await file.slice(0, 4096).text();
  const columnNames = (head.split('\n')[0] ?? '').split(',');
  return { bytes: file, path: file.name, options: defaultReadOptions, columnNames, comparedAsText: [] };
}

function chosenFiles(): readonly File[] {
  return [...(document.querySelector('input')?.files ?? [])];
}

function chosenFile(): File {
  const [file] = chosenFiles();
  if (!file) throw new Error('No file was chosen.');
  return file;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
