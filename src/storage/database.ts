import Dexie, { type EntityTable, type Table } from 'dexie';

import type { KeptFile } from '../operations/core/keptFiles';
import { declarationOf, type TableName, tableNames } from '../records/tables';
import type { SnapshotId } from '../versioning/records';
import { auditPageStore } from './auditPages';
import { markStoredPages, pageStores } from './recordPages';
import { sealPageStore } from './sealPages';
import { knownVersionsOnly } from './openDatabase';

/** The version of the tables; Dexie multiplies it by ten for the browser. */
export const schemaVersion = Math.max(11, ...storeVersions());

/** A file or folder on this device that a snapshot was taken of. Never exported: it lives in one browser. */
export interface SavedHandle {
  readonly snapshotId: SnapshotId;
  readonly handle: FileSystemHandle;
}

/** One workspace's database: the exported tables, and what is of this device alone: handles, and which files' bytes are kept. */
export class WorkspaceDatabase extends Dexie {
  declare readonly handles: EntityTable<SavedHandle, 'snapshotId'>;
  declare readonly keptFiles: EntityTable<KeptFile, 'digest'>;

  constructor(name: string) {
    // Dexie's cache answers from memory what another tab may have changed meanwhile.
    super(name, {
      autoOpen: false,
      cache: 'disabled',
      indexedDB: knownVersionsOnly,
      chromeTransactionDurability: 'strict',
    });
    const stores = {
      handles: 'snapshotId',
      keptFiles: 'digest, state',
      ...pageStores,
      ...auditPageStore,
    };
    this.version(oldest)
      .stores({ ...stores, ...storesSince(oldest) })
      .upgrade(markStoredPages);
    // Those of versions 6 and 7 are the same: a program of version 5 does not know readings that failed, and one of version
    // 6 would not count its changes.
    for (let version = oldest + 1; version <= schemaVersion; version++)
      this.version(version).stores({
        ...storesSince(version),
        ...(version === declarationOf('seals').since.store ? { ...sealPageStore, unread: 'id' } : {}),
      });
  }

  /** What a transaction of the store may touch. */
  inTransactions(): Table[] {
    const pages = Object.keys({ ...pageStores, ...auditPageStore, ...sealPageStore });
    return [...tableNames, 'keptFiles', 'unread', ...pages].map((name) => this.table(name));
  }
}

/** The oldest schema that is brought up to date. */
const oldest = 5;

function storeVersions(): readonly number[] {
  return tableNames.map((table) => declarationOf(table).since.store);
}

/** The tables that a version of the schema brought, as Dexie wants them declared. */
function storesSince(version: number): Readonly<Record<string, string>> {
  const brought = (table: TableName): boolean => declarationOf(table).since.store === version;
  return Object.fromEntries(
    tableNames.filter(brought).map((table) => {
      const { key, indexes } = declarationOf(table);
      return [table, [key, ...indexes].join(', ')];
    }),
  );
}
