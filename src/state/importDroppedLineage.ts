import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { looksLikeOpenLineage } from '../formats/openlineage/looksLikeOpenLineage';
import type { ActivityItem } from './activities';
import { importedState, type ImportTarget } from './importedState';

/** How much of a file is looked at to tell lineage from a table. */
const headByteLength = 64 * 1024;

/** Imports a dropped file where it holds lineage, and says how far it is; null where it does not, and is a file like any other. */
export async function importDroppedLineage(
  file: File,
  path: string,
  { databaseName, actor }: ImportTarget,
  signal: AbortSignal,
  onBytes: (bytesDone: number) => void,
): Promise<ActivityItem['state'] | null> {
  if (/\.tar$/i.test(path)) {
    const { importDroppedWorkspace } = await import('./workspaceFiles');
    return importDroppedWorkspace(file, path, { databaseName, actor }, signal, onBytes);
  }
  if (!/\.(json|jsonl|ndjson)$/i.test(path)) return null;
  const head = await file.slice(0, headByteLength).text();
  if (!looksLikeBundle(head) && !looksLikeOpenLineage(head)) return null;
  const { importInWorker } = await import('./importInWorker');
  const imported = await importInWorker(
    { databaseName, actor, path, file },
    { signal, onProgress: ({ share }) => onBytes(share * file.size) },
  );
  return imported.ok ? importedState(imported.value) : { kind: 'failed', failure: imported.error };
}
