import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import type { ActorId } from '../../src/versioning/records';
import type { WorkerPool } from '../../src/workers/pool';

let count = 0;

/** Seconds that an import into a new and empty database takes, from the file to the end of its transaction. */
export async function timeImport(pool: WorkerPool, file: File): Promise<number> {
  const databaseName = `bench-import-${count++}`;
  // Made beforehand: what is measured is the import.
  const store = createDexieStore(databaseName);
  await store.read((transaction) => transaction.last('audit'));
  const started = performance.now();
  const imported = await pool.run('importLineage', {
    databaseName,
    actor: 'bench' as ActorId,
    path: file.name,
    file,
  });
  const seconds = (performance.now() - started) / 1000;
  const kept = await store.read(async (transaction) => (await transaction.all('runs')).length);
  store.close();
  await deleteDatabase(databaseName);
  if (!imported.ok) throw new Error(`${file.name} was not imported: ${JSON.stringify(imported.error)}`);
  if (!kept.ok || kept.value !== imported.value.value.counts.runs)
    throw new Error(`${file.name} was not imported as expected.`);
  return seconds;
}
