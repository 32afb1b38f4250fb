import type { SqliteDatabase } from '../sqlite/database';
import type { SqliteValue } from '../sqlite/record';

/** A row by the names of its columns. */
export class Row {
  private readonly values: ReadonlyMap<string, SqliteValue>;

  constructor(columns: readonly string[], values: readonly SqliteValue[]) {
    this.values = new Map(columns.map((column, index) => [column, values[index] ?? null]));
  }

  /** A cell as text, numbers too; null where it is empty. */
  text(column: string): string | null {
    return textOf(this.values.get(column) ?? null);
  }

  number(column: string): number | null {
    const value = this.values.get(column);
    return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;
  }
}

/** A cell as text; bytes are none. */
export function textOf(value: SqliteValue | undefined): string | null {
  if (value === undefined || value === null || value instanceof Uint8Array) return null;
  return String(value);
}

/** All rows of a table that is small, in the order in which they were written. */
export async function rowsOf(
  database: SqliteDatabase,
  table: string,
  columns: readonly string[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  await database.scan(table, columns, (row) => rows.push(new Row(columns, row)));
  return rows;
}

/** Names and values of a table by what they are of, in the order of the names. */
export async function pairsBy(
  database: SqliteDatabase,
  table: string,
  owner: string | readonly string[],
  [name, value]: readonly [name: string, value: string] = ['key', 'value'],
): Promise<ReadonlyMap<string, readonly (readonly [string, string])[]>> {
  const owners = typeof owner === 'string' ? [owner] : owner;
  const found = new Map<string, [string, string][]>();
  await database.scan(table, [...owners, name, value], (row) => {
    const key = owners.map((_, index) => textOf(row[index]) ?? '').join('\n');
    const pair: [string, string] = [textOf(row[owners.length]) ?? '', textOf(row[owners.length + 1]) ?? ''];
    const own = found.get(key);
    if (own) own.push(pair);
    else found.set(key, [pair]);
  });
  for (const pairs of found.values()) pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return found;
}
