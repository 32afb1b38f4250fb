import Dexie, { type EntityTable, type Table } from 'dexie';

import type { KeptFile } from '../operations/core/keptFiles';
import type { SnapshotId } from '../versioning/records';
import { auditPageStore } from './auditPages';
import { markStoredPages, pageStores } from './recordPages';
import { indexFields, keyFieldOf, tableNames } from './tables';

/** The version of the tables; Dexie multiplies it by ten for the browser. */
export const schemaVersion = 6;

/** A file or folder on this device that a snapshot was taken of. Never exported: it lives in one browser. */
export interface KeptHandle {
  readonly snapshotId: SnapshotId;
  readonly handle: FileSystemHandle;
}

/** One workspace's database: the exported tables, and what is of this device alone: handles, and which files' bytes are kept. */
export class WorkspaceDatabase extends Dexie {
  declare readonly handles: EntityTable<KeptHandle, 'snapshotId'>;
  declare readonly keptFiles: EntityTable<KeptFile, 'digest'>;

  constructor(name: string) {
    // Dexie's cache answers from memory what another tab may have changed meanwhile.
    super(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'strict' });
    const stores: Record<string, string> = {
      handles: 'snapshotId',
      keptFiles: 'digest, state',
      ...pageStores,
      ...auditPageStore,
    };
    for (const table of tableNames) stores[table] = [keyFieldOf(table), ...indexFields[table]].join(', ');
    this.version(5).stores(stores).upgrade(markStoredPages);
    // The same tables; readings may have failed, which a program of version 5 does not know.
    this.version(schemaVersion).stores({});
  }

  /** What a transaction of the store may touch. */
  inTransactions(): Table[] {
    return [...tableNames, 'keptFiles', ...Object.keys(pageStores), ...Object.keys(auditPageStore)].map(
      (name) => this.table(name),
    );
  }
}
