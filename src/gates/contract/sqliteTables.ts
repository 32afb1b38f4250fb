import type { SqlCell } from './sqlRows';

/** The part of SQLite, as sql.js offers it, that rules in SQL are run by. */
export interface SqliteDatabase {
  run(sql: string): unknown;
  prepare(sql: string): {
    run(row: readonly SqlCell[]): unknown;
    step(): boolean;
    get(): readonly (SqlCell | Uint8Array)[];
    getColumnNames(): readonly string[];
    free(): unknown;
  };
  iterateStatements(sql: string): Iterable<unknown>;
}

/** A table as SQLite is given it. */
export interface SqlTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlCell[])[];
}

/** Takes tables, and runs one SELECT at a time over them. */
export interface SqliteTables {
  load(table: SqlTable): void;
  /** The one value that a query gives [K26]. Throws where it is no single SELECT, or gives anything else. */
  ask(query: string): string | number | null;
}

/** Rules in SQL over a database. It refers to nothing beside it: the command line runs its text in a thread of its own. */
export function sqliteTables(database: SqliteDatabase): SqliteTables {
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  return {
    load({ name, columns, rows }) {
      database.run('PRAGMA query_only = OFF');
      database.run(`CREATE TABLE ${quoted(name)} (${columns.map(quoted).join(', ')})`);
      if (rows.length === 0) return;
      database.run('BEGIN');
      const insert = database.prepare(
        `INSERT INTO ${quoted(name)} VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(row);
      insert.free();
      database.run('COMMIT');
    },
    ask(query) {
      database.run('PRAGMA query_only = ON');
      const statements = [...database.iterateStatements(query)].length;
      if (statements !== 1) throw new Error(`it is ${statements} statements, and one SELECT is run`);
      if (!/^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:select|with|values)\b/i.test(query))
        throw new Error('it is no SELECT, and nothing else is run');
      const statement = database.prepare(query);
      try {
        const width = statement.getColumnNames().length;
        if (width !== 1) throw new Error(`it gives ${width} columns, and one value is compared`);
        if (!statement.step()) throw new Error('it gives no row');
        const [value = null] = statement.get();
        if (statement.step()) throw new Error('it gives more than one row');
        return value === null || typeof value !== 'object' ? value : value.toString();
      } finally {
        statement.free();
      }
    },
  };
}
