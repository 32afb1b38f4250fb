import type { Table } from 'dexie';

import type { Unread } from '../operations/core/unread';
import type { KeptFile, KeptFiles } from '../operations/core/keptFiles';
import type { Digest } from '../versioning/digest';

/** Which files' bytes are kept, in one transaction. */
export function keptFilesOver(table: Table<KeptFile, Digest>): KeptFiles {
  return {
    get: (digest) => table.get(digest),
    digests: (state) => table.where('state').equals(state).primaryKeys(),
    async put(files) {
      await table.bulkPut([...files]);
    },
    remove: (digests) => table.bulkDelete([...digests]),
  };
}

/** What is claimed, in one transaction. */
export function unreadOver(table: Table<{ readonly id: string }, string>): Unread {
  return {
    all: () => table.toCollection().primaryKeys(),
    async add(unread) {
      await table.bulkPut(unread.map((id) => ({ id })));
    },
    remove: (unread) => table.bulkDelete([...unread]),
  };
}
