import { type SqliteDatabase, sqliteTables, type SqliteTables } from '../gates/contract/sqliteTables';
import type { SqlAnswer } from '../gates/contract/sqlRule';
import type { SqlDatabase } from '../operations/contracts/sqlAnswers';

/** What stands for a query that is not run, as it took too long before. */
const tookTooLong: SqlAnswer = { kind: 'fault', message: 'it took longer than 5 seconds, and was ended' };

/**
 * SQLite in this worker, loaded when it is first asked for. It says before and after which query runs, so that whoever waits can end the
 * worker; those of `tooSlow` are not run.
 */
export function sqlDatabase(
  tooSlow: readonly string[],
  tell: (query: string | null) => void,
): () => Promise<SqlDatabase> {
  return async () => {
    const { default: initSqlJs } = await import('sql.js/dist/sql-wasm-inline.js');
    const { Database } = await initSqlJs();
    const database = new Database() as SqliteDatabase & { close(): void };
    const tables = sqliteTables(database);
    return {
      load: (table) => answered(() => (tables.load(table), null)),
      ask: (query) => (tooSlow.includes(query) ? Promise.resolve(tookTooLong) : told(query, tables, tell)),
      end() {
        database.close();
        return Promise.resolve();
      },
    };
  };
}

async function told(
  query: string,
  tables: SqliteTables,
  tell: (query: string | null) => void,
): Promise<SqlAnswer> {
  tell(query);
  const answer = await answered(() => tables.ask(query));
  tell(null);
  return answer;
}

function answered(ask: () => string | number | null): Promise<SqlAnswer> {
  try {
    return Promise.resolve({ kind: 'value', value: ask() });
  } catch (error) {
    return Promise.resolve({
      kind: 'fault',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
