import { isArchiveName } from '../formats/archive/archiveName';
import { fileNote } from '../formats/fileKinds/fileKind';
import type { BadEvents } from '../formats/lineageFormat';
import { blobSource } from '../workers/blobSource';
import type { WorkerPool } from '../workers/pool';
import type { ActivityItem } from './activities';
import type { DropParts } from './dropParts';
import { importedState, type ImportTarget } from './importedState';

/** What a dropped file is beside a file like any other. */
export type DroppedLineage =
  | { readonly kind: 'imported'; readonly state: ActivityItem['state'] }
  /** `note`: a format that is known and not read as lineage. */
  | { readonly kind: 'plain'; readonly note: string | null };

/** Where and how a file is imported, and who hears how far it is. */
export interface ImportWays {
  readonly pool: WorkerPool;
  readonly target: ImportTarget;
  readonly badEvents: BadEvents;
  readonly signal: AbortSignal;
  readonly onBytes: (bytesDone: number) => void;
}

/** The pool and the database of a drop. */
export function importWays({ pool, store, ports }: DropParts): Pick<ImportWays, 'pool' | 'target'> {
  return { pool, target: { databaseName: store.name, actor: ports.actor } };
}

interface FileAt {
  readonly path: string;
  readonly file: File;
}

/** Imports a dropped file where it holds lineage, and says how far it is. */
export async function importDroppedLineage(dropped: FileAt, ways: ImportWays): Promise<DroppedLineage> {
  const { path, file } = dropped;
  if (/\.tar$/i.test(path)) {
    const { importDroppedWorkspace } = await import('./workspaceFiles');
    const { pool, target, signal, onBytes } = ways;
    const state = await importDroppedWorkspace(pool, file, path, target, signal, onBytes);
    if (state !== null) return { kind: 'imported', state };
  }
  if (isArchiveName(path)) return importArchive(dropped, ways);
  const { recogniseFile } = await import('../formats/recogniseLineage');
  const recognised = await recogniseFile(path, blobSource(file));
  if (recognised.kind === 'other') return { kind: 'plain', note: fileNote(recognised.file) };
  // A pointer by itself is a version of what it stands for.
  const isImported = recognised.kind === 'bundle' || (recognised.kind === 'lineage' && !recognised.isPointer);
  if (!isImported) return { kind: 'plain', note: null };
  return { kind: 'imported', state: await importLineageFile(dropped, ways) };
}

/** An archive that holds lineage is imported as the folder that it holds; any other is a file like any other. */
export async function importArchive(
  { path, file }: FileAt,
  { pool, target, badEvents, signal, onBytes }: ImportWays,
): Promise<DroppedLineage> {
  const imported = await pool.run(
    'importArchiveLineage',
    { ...target, path, file, badEvents },
    { signal, onProgress: ({ share }) => onBytes(share * file.size) },
  );
  if (imported === null) return { kind: 'plain', note: null };
  const state = imported.ok
    ? importedState(imported.value)
    : { kind: 'failed' as const, failure: imported.error };
  return { kind: 'imported', state };
}

/** Imports a file that was recognised as lineage. */
async function importLineageFile(
  { path, file }: FileAt,
  { pool, target, badEvents, signal, onBytes }: ImportWays,
): Promise<Extract<ActivityItem['state'], { kind: 'imported' | 'failed' }>> {
  const imported = await pool.run(
    'importLineage',
    { ...target, path, file, badEvents },
    { signal, onProgress: ({ share }) => onBytes(share * file.size) },
  );
  return imported.ok ? importedState(imported.value) : { kind: 'failed', failure: imported.error };
}
