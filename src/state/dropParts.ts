import type { ReadParts } from '../operations/taking/fileReaders';
import type { BrowserStore } from '../storage/dexieStore';
import { fileReaders } from '../workers/fileReaders';
import type { WorkerPool } from '../workers/pool';

/** What a drop is taken with. */
export interface DropParts extends Omit<ReadParts<File>, 'readers'> {
  readonly store: BrowserStore;
  readonly pool: WorkerPool;
}

/** What the files of one unit are read with, until the signal says otherwise. */
export function readPartsOf(parts: DropParts, signal: AbortSignal): ReadParts<File> {
  return { ...parts, readers: fileReaders(parts.pool, signal) };
}
