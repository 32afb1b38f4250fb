import { recogniseFile } from '../formats/recogniseLineage';
import { blobSource } from '../workers/blobSource';
import type { WorkerPool } from '../workers/pool';
import type { ActivityItem } from './activities';
import { importedState, type ImportTarget } from './importedState';

/** Imports a dropped file where it holds lineage, and says how far it is; null where it does not, and is a file like any other. */
export async function importDroppedLineage(
  pool: WorkerPool,
  file: File,
  path: string,
  { databaseName, actor }: ImportTarget,
  signal: AbortSignal,
  onBytes: (bytesDone: number) => void,
): Promise<ActivityItem['state'] | null> {
  if (/\.tar$/i.test(path)) {
    const { importDroppedWorkspace } = await import('./workspaceFiles');
    return importDroppedWorkspace(pool, file, path, { databaseName, actor }, signal, onBytes);
  }
  const recognised = await recogniseFile(path, blobSource(file));
  const isImported =
    recognised.kind === 'bundle' ||
    (recognised.kind === 'lineage' && recognised.format.name === 'openlineage');
  if (!isImported) return null;
  const imported = await pool.run(
    'importLineage',
    { databaseName, actor, path, file },
    { signal, onProgress: ({ share }) => onBytes(share * file.size) },
  );
  return imported.ok ? importedState(imported.value) : { kind: 'failed', failure: imported.error };
}
