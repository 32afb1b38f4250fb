import path from 'node:path';
import { openEventStore, type EventStore, type SqlConnection } from './eventStore';
import { lockFolder } from './folderLock';

/** Which database keeps the events: a folder for PGlite, or the address of a PostgreSQL. */
export type DatabaseChoice =
  { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'postgres'; readonly url: string };

/** Opens the store of events. Throws `FolderIsHeld`, and what the database says. */
export function openDatabase(choice: DatabaseChoice): Promise<EventStore> {
  return choice.kind === 'folder' ? openFolder(choice.folder) : openPostgres(choice.url);
}

async function openFolder(folder: string): Promise<EventStore> {
  const release = await lockFolder(folder);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const database = await PGlite.create(path.join(folder, 'postgres'));
    return await openEventStore({
      query: (text, parameters) => database.query(text, [...parameters]),
      async close() {
        await database.close();
        await release();
      },
    });
  } catch (error) {
    await release();
    throw error;
  }
}

async function openPostgres(url: string): Promise<EventStore> {
  const { Pool } = (await import('pg')).default;
  const pool = new Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5000 });
  // A connection that breaks while nobody uses it is replaced by the next question.
  pool.on('error', () => undefined);
  const connection: SqlConnection = {
    query: (text, parameters) => pool.query(text, [...parameters]),
    close: () => pool.end(),
  };
  try {
    return await openEventStore(connection);
  } catch (error) {
    await pool.end();
    throw error;
  }
}
