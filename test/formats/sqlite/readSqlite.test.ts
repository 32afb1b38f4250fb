import initSqlJs from 'sql.js';
import { describe, expect, it } from 'vitest';
import { ingestBytes } from '../ingestBytes';
import { tableTexts } from '../tableTexts';

const sql = await initSqlJs();

/** The file that SQLite itself makes of some statements. */
function databaseOf(...statements: readonly string[]): Uint8Array {
  const database = new sql.Database();
  for (const statement of statements) database.run(statement);
  const bytes = database.export();
  database.close();
  return bytes;
}

const shop = databaseOf(
  'CREATE TABLE orders (id INTEGER PRIMARY KEY, amount REAL, note TEXT, raw BLOB)',
  "INSERT INTO orders VALUES (7, 1.5, 'a', x'ff'), (9, 2, NULL, NULL), (12, 9007199254740993, '12', NULL)",
  'CREATE INDEX byAmount ON orders (amount)',
  'CREATE VIEW seen AS SELECT * FROM orders',
  'CREATE TABLE people (name TEXT)',
  "INSERT INTO people VALUES ('ada')",
);

describe('a database of SQLite', () => {
  it('is its first table where none is asked for, and names the others', async () => {
    const { table, format } = await ingestBytes('shop.sqlite', shop);
    expect(format).toBe('sqlite');
    expect(table!.reading.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'integer'],
      ['amount', 'number'],
      ['note', 'string'],
      ['raw', 'string'],
    ]);
    expect(table!.reading.warnings).toContainEqual({
      kind: 'other',
      message: 'this is the table "orders"; the database also has "people"',
    });
    const rows = await tableTexts('shop.sqlite', shop);
    expect(rows.map(({ id, note }) => [id, note])).toEqual([
      ['7', 'a'],
      ['9', ''],
      ['12', '12'],
    ]);
  });

  it('is the table that is asked for', async () => {
    expect(await tableTexts('shop.db', shop, { table: 'people' })).toEqual([{ name: 'ada' }]);
  });

  it.each([
    [databaseOf('CREATE TABLE a (x)'), { table: 'b' }, 'unsupported: it has no table "b"; it has "a"'],
    [
      databaseOf('CREATE TABLE a (x PRIMARY KEY) WITHOUT ROWID'),
      {},
      'unsupported: table a: tables WITHOUT ROWID are not read',
    ],
    [databaseOf('CREATE VIEW v AS SELECT 1'), {}, 'unsupported: the database has no tables'],
    [shop.slice(0, 5000), {}, 'malformedSqlite: page'],
  ])('says what keeps it from being read (%#)', async (bytes, options, words) => {
    const { failure } = await ingestBytes('a.db', bytes, { options });
    expect(`${failure?.kind}: ${failure?.message}`).toContain(words);
  });
});
