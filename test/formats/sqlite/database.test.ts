import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { SqliteDatabase } from '../../../src/formats/sqlite/database';
import { MalformedDatabase } from '../../../src/formats/sqlite/malformedDatabase';
import type { SqliteValue } from '../../../src/formats/sqlite/record';

const sql = await initSqlJs();

/** The file that SQLite itself makes of some statements. */
function databaseOf(statements: readonly string[], rows: readonly (readonly unknown[])[] = []): Uint8Array {
  const database = new sql.Database();
  for (const statement of statements) database.run(statement);
  if (rows.length > 0) {
    const marks = rows[0]!.map(() => '?').join(', ');
    database.run('BEGIN');
    const insert = database.prepare(`INSERT INTO t VALUES (${marks})`);
    for (const row of rows) insert.run(row);
    insert.free();
    database.run('COMMIT');
  }
  const bytes = database.export();
  database.close();
  return bytes;
}

const sourceOf = (bytes: Uint8Array) => ({
  byteLength: bytes.length,
  read: (start: number, end: number) => Promise.resolve(new Uint8Array(bytes.slice(start, end))),
});

async function rowsOf(bytes: Uint8Array, table: string, columns: readonly string[]) {
  const database = await SqliteDatabase.open(sourceOf(bytes), nodeText);
  const rows: SqliteValue[][] = [];
  await database.scan(table, columns, (row) => rows.push([...row]));
  return rows;
}

const cell = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }).filter((value) => !Number.isInteger(value)),
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0')),
  fc.integer({ min: 300, max: 20_000 }).map((length) => 'long ☂ '.repeat(Math.ceil(length / 7))),
  fc.uint8Array({ maxLength: 30 }),
);

describe('a database file of SQLite', () => {
  it('gives the rows that SQLite wrote, whatever its pages and encoding are', async () => {
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 60 });
    const encodings = fc.constantFrom('UTF-8', 'UTF-16le', 'UTF-16be');
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(512, 1024, 4096, 65_536),
        encodings,
        async (given, size, name) => {
          const bytes = databaseOf(
            [`PRAGMA page_size = ${size}`, `PRAGMA encoding = '${name}'`, 'CREATE TABLE t (a, b, c)'],
            given,
          );
          expect(await rowsOf(bytes, 't', ['a', 'b', 'c'])).toEqual(given);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads a table of many pages in the order of its rows, and only the columns that are asked for', async () => {
    const given = Array.from({ length: 20_000 }, (_, index) => [index, `key ${index % 7}`, index / 3]);
    const bytes = databaseOf(['CREATE TABLE t (a INT, b TEXT, c REAL)', 'CREATE INDEX i ON t (b)'], given);
    expect(await rowsOf(bytes, 't', ['c', 'a'])).toEqual(given.map(([a, , c]) => [c, a]));
  });

  it('gives the row number for a column that is its alias, declared with the column or behind it', async () => {
    const inline = databaseOf(
      ['CREATE TABLE t (id INTEGER PRIMARY KEY, b)'],
      [
        [7, 'x'],
        [9, 'y'],
      ],
    );
    expect(await rowsOf(inline, 't', ['id', 'b'])).toEqual([
      [7, 'x'],
      [9, 'y'],
    ]);
    const behind = databaseOf(
      ['CREATE TABLE "t" (b, "the id" INTEGER NOT NULL, CONSTRAINT k PRIMARY KEY ("the id"))'],
      [['x', 7]],
    );
    expect(await rowsOf(behind, 't', ['the id'])).toEqual([[7]]);
    const ofText = databaseOf(['CREATE TABLE t (id VARCHAR(3) PRIMARY KEY)'], [['abc']]);
    expect(await rowsOf(ofText, 't', ['id'])).toEqual([['abc']]);
  });

  it('gives null for a column that came later than the row, and for one that is not there', async () => {
    const bytes = databaseOf([
      "CREATE TABLE t (a DEFAULT 'it''s, (1)' CHECK (a <> ')'), b /* , no */)",
      'INSERT INTO t VALUES (1, 2)',
      'ALTER TABLE t ADD COLUMN c DEFAULT 5',
    ]);
    expect(await rowsOf(bytes, 't', ['a', 'b', 'c', 'd'])).toEqual([[1, 2, null, null]]);
    expect(await rowsOf(bytes, 'other', ['a'])).toEqual([]);
  });

  it('damaged files are refused with a page, or read; nothing else happens', async () => {
    const given = Array.from({ length: 300 }, (_, index) => [index, 'text '.repeat(index % 200)]);
    const whole = databaseOf(['PRAGMA page_size = 512', 'CREATE TABLE t (a, b)'], given);
    const damages = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(damages, fc.nat(whole.length), async (changes, length) => {
        const bytes = whole.slice(0, length % 3 === 0 ? length : whole.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          expect((await rowsOf(bytes, 't', ['a', 'b'])).length).toBeLessThan(100_000);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedDatabase);
        }
      }),
      { numRuns: 300 },
    );
  });
});
