import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import type { Json } from '../../src/lib/json';
import { writtenFiles } from '../formats/avro/writtenFiles';
import { rowsOf, workbookOf } from '../formats/xlsx/workbookOf';
import { zstdOfTable } from '../formats/compressed/zstdOfTable';
import { lines as linesOf, rowOf } from '../formats/profileRows/profileRows';
import { ofArrow } from './mutateArrow';
import { type Mutation, ofBytes } from './mutateBytes';
import { jsonChanges, withJsonChange } from './mutateJson';
import { ofParquet } from './mutateParquet';
import { zipOf } from './zipOf';

/** A file that was damaged. */
export interface DamagedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const folder = path.resolve(import.meta.dirname, '../fixtures/columnar');
const rows: readonly Json[] = Array.from({ length: 40 }, (_, id) => ({
  id,
  name: `é ${id % 7}`,
  tags: [id, { k: null }],
}));
const lines = rows.map((row) => JSON.stringify(row)).join('\n');
const table = `id;name;"a ""b"""\r\n${rows.map((_, id) => `${id};"é ${id}";1.${id}`).join('\r\n')}\r\n`;

type NamedBytes = readonly [name: string, bytes: Uint8Array];

/** One of each kind: of the longer files the mutations would rarely meet what matters. */
const columnar: readonly NamedBytes[] = readdirSync(folder)
  .filter((name) => /\.(parquet|arrows?|feather)$/.test(name) && !/^int\d+x3/.test(name))
  .map((name) => [name, readFileSync(path.join(folder, name))] as const);
const parquet = columnar.filter(([name]) => name.endsWith('.parquet'));
const arrow = columnar.filter(([name]) => !name.endsWith('.parquet'));

const texts: readonly NamedBytes[] = [
  ['rows.jsonl', Buffer.from(lines)],
  ['rows.json', Buffer.from(JSON.stringify(rows))],
  ['rows.jsonl.gz', gzipSync(lines)],
  ['rows.csv', Buffer.from(table)],
  ['rows.csv.gz', gzipSync(table)],
  ['wide.csv', Buffer.from(`\uFEFF${table}`, 'utf16le')],
  ['rows.jsonl.br', brotliCompressSync(lines)],
  ['rows.csv.zst', Buffer.from(zstdOfTable, 'base64')],
  ['rows.csv.zip', await zipOf({ 'rows.csv': table })],
];

/** A table of profiles, whose sketches are in base64. */
const profiles: readonly Json[] = [rowOf([1, 2, 2]), rowOf([2, 4, 1000])];

/** One cell of it with the bytes of a sketch changed. */
const damagedSketches = fc.tuple(fc.constantFrom('c0_kll', 'c0_top'), ofBytes).map(([cell, mutate]) => {
  const row = rowOf([1, 2, 2]);
  const sketch = mutate(Buffer.from(String(row[cell]), 'base64'));
  return linesOf({ ...row, [cell]: Buffer.from(sketch).toString('base64') }, rowOf([2, 4, 1000]));
});

const changedRows = (rows: readonly Json[]) =>
  jsonChanges.map((changes) => {
    const changed = changes.reduce<Json>(withJsonChange, rows);
    return Array.isArray(changed) ? changed.map((row) => JSON.stringify(row)).join('\n') : 'null';
  });

const pointers: readonly NamedBytes[] = [
  [
    'data.dvc',
    Buffer.from(`outs:\n- md5: ${'a'.repeat(32)}.dir\n  size: 12\n  nfiles: 2\n  hash: md5\n  path: data\n`),
  ],
  [
    'model.bin',
    Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'b'.repeat(64)}\nsize 12345\n`),
  ],
];

const sql = await initSqlJs();

/** Two tables, of which one has rows that go on in further pages. */
function smallDatabase(): Uint8Array {
  const database = new sql.Database();
  database.run('PRAGMA page_size = 512');
  database.run('CREATE TABLE orders (id INTEGER PRIMARY KEY, amount REAL, note TEXT, raw BLOB)');
  const insert = database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)');
  for (let id = 0; id < 40; id++) insert.run([id, id / 3, 'é'.repeat(id * 20), new Uint8Array(id)]);
  insert.free();
  database.run('CREATE TABLE people (name TEXT)');
  const bytes = database.export();
  database.close();
  return bytes;
}

const blocks: readonly NamedBytes[] = [
  ...Object.values(writtenFiles).map((file) => ['orders.avro', Buffer.from(file, 'base64')] as const),
  ['shop.sqlite', smallDatabase()],
  [
    'shop.xlsx',
    workbookOf({ sheets: { Orders: rowsOf(['id', 'note'], [7, 'é'], [9, null]) }, formats: ['yyyy'] }),
  ],
];

interface FilesOfKind {
  readonly files: readonly NamedBytes[];
  readonly mutations: fc.Arbitrary<Mutation>;
  readonly weight: number;
}

/** By the byte, and in what they say of themselves. */
const kinds: readonly FilesOfKind[] = [
  { files: columnar, mutations: ofBytes, weight: 3 },
  { files: parquet, mutations: ofParquet, weight: 3 },
  { files: arrow, mutations: ofArrow, weight: 3 },
  { files: texts, mutations: ofBytes, weight: 2 },
  { files: blocks, mutations: ofBytes, weight: 2 },
  { files: pointers, mutations: ofBytes, weight: 1 },
];

/** Which file, and what becomes of it: printed as its name and its bytes in base64. */
export const damagedFiles: fc.Arbitrary<DamagedFile> = fc.oneof(
  ...kinds.map(({ files, mutations, weight }) => ({
    weight,
    arbitrary: fc.tuple(fc.constantFrom(...files), mutations).map(([[name, whole], mutate]) => ({
      name,
      bytes: mutate(whole),
      [fc.toStringMethod]: () => `${name} ${Buffer.from(mutate(whole)).toString('base64')}`,
    })),
  })),
  ...[changedRows(rows), changedRows(profiles), damagedSketches].map((texts) => ({
    weight: 1,
    arbitrary: texts.map((text) => ({
      name: 'rows.jsonl',
      bytes: Buffer.from(text),
      [fc.toStringMethod]: () => text,
    })),
  })),
);
