import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import type { ActorId } from '../../src/versioning/records';
import type { WorkerPool } from '../../src/workers/pool';
import { type FileAt, joinFiles } from '../../src/workers/joinFiles';
import type { LineageImport, ScannedFile, Tasks } from '../../src/workers/tasks';

type Imported = Tasks['importLineage']['output'];

let count = 0;

/** Seconds that an import into a new and empty database takes, from the file to the end of its transaction. */
export function timeImport(pool: WorkerPool, file: File): Promise<number> {
  return timeInNewDatabase((target) => pool.run('importLineage', { ...target, path: file.name, file }));
}

/** The same of many files, as a dropped folder: looked through, and imported as one change. */
export function timeFolderImport(pool: WorkerPool, chosen: readonly File[]): Promise<number> {
  const files = chosen.map((file) => ({ path: file.name, file }));
  return timeInNewDatabase(async (target) => {
    const scanned = await scan(pool, files);
    const found = files.flatMap(({ path }, at) => {
      const recognised = scanned[at]?.recognised;
      return recognised?.kind === 'lineage' ? { path, format: recognised.format } : [];
    });
    if (found.length < files.length) throw new Error('Not all files were recognised as lineage.');
    const atHand = files.map(({ path, file }, at) => ({ path, file: scanned[at]?.bytes ?? file }));
    return pool.run('importFolderLineage', { ...target, path: 'folder', files: atHand, found });
  });
}

async function scan(pool: WorkerPool, files: readonly FileAt[]): Promise<readonly ScannedFile[]> {
  const scanned: ScannedFile[] = [];
  for await (const { joined } of joinFiles(files, 1000))
    scanned.push(...(await pool.run('scanLineage', { joined })));
  return scanned;
}

type Target = Pick<LineageImport, 'databaseName' | 'actor'>;

async function timeInNewDatabase(work: (target: Target) => Promise<Imported>): Promise<number> {
  const databaseName = `bench-import-${count++}`;
  // Made beforehand: what is measured is the import.
  const store = createDexieStore(databaseName);
  await store.read((transaction) => transaction.last('audit'));
  const started = performance.now();
  const imported = await work({ databaseName, actor: 'bench' as ActorId });
  const seconds = (performance.now() - started) / 1000;
  const kept = await store.read(async (transaction) => (await transaction.all('runs')).length);
  store.close();
  await deleteDatabase(databaseName);
  if (!imported.ok) throw new Error(`Nothing was imported: ${JSON.stringify(imported.error)}`);
  const { files, counts } = imported.value.value;
  const bad = files.find((file) => 'failure' in file);
  if (bad || !kept.ok || kept.value !== counts.runs)
    throw new Error(`It was not imported as expected: ${JSON.stringify(bad ?? counts)}`);
  return seconds;
}
