import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectFormat, detectInside, headByteLength } from '../../src/formats/detectFormat';
import { sharedFolder } from '../sharedFolder';

const bytes = (...values: number[]): Uint8Array =>
  Uint8Array.from([...values, ...Array.from({ length: 64 }, () => 0)]);

describe('detectFormat', () => {
  it.each<[string, string | Uint8Array, string, string | null]>([
    ['a.csv', 'a,b\n1,2\n', 'csv', 'csv'],
    ['A.CSV', '', 'csv', 'csv'],
    ['a.tsv', 'a\tb\n', 'tsv', 'tsv'],
    ['README', 'a,b\n1,2\n', 'text', null],
    ['notes.txt', '{"a":1}\n{"a":2}\n', 'text', null],
    ['notes.md', 'a,b', 'markdown', null],
    ['a.ndjson', '{"a":1}\n', 'jsonl', 'jsonl'],
    ['a.json', '[{"a":1}]', 'json', 'json'],
    ['a.json', '[]', 'json', 'json'],
    ['a.json', '[1,2]', 'json', null],
    ['a.json', '{"a":1}', 'json', null],
    ['a.json', '{"a":1}\n{"a":2}\n', 'jsonl', 'jsonl'],
    ['a', '{"a":1}\n{"a":2}\n', 'jsonl', 'jsonl'],
    ['a.ipynb', '{"cells":[]}', 'notebook', null],
    [
      'a.json',
      '{"eventType":"START","run":{"runId":"1"},"job":{"namespace":"n","name":"j"}}',
      'openlineage',
      null,
    ],
    ['a.json', '{"format":"throughline-bundle","version":1}', 'throughline', null],
    ['a.csv', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'png', null],
    ['a.parquet', 'not at all', 'parquet', 'parquet'],
    ['a', bytes(0x50, 0x41, 0x52, 0x31), 'parquet', 'parquet'],
    ['a', Buffer.from('ARROW1\0\0'), 'arrow', 'arrow'],
    ['a.feather', 'FEA1....', 'feather1', null],
    ['model.pt', bytes(0x50, 0x4b, 3, 4), 'pytorch', null],
    ['a.zip', bytes(0x50, 0x4b, 3, 4), 'zip', null],
    ['a.pkl', bytes(0x80, 4, 0x95), 'pickle', null],
    ['a.onnx', bytes(8, 7, 18, 0), 'onnx', null],
    ['a.bin', bytes(1, 2, 3), 'binary', null],
    ['a.csv', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'csv', 'csv'],
    ['a.csv', Buffer.from([0x61, 0x2c, 0xe4, 0x0a]), 'csv', 'csv'],
    ['__proto__.constructor', 'x', 'text', null],
  ])('takes %s that holds %j for %s', (path, head, name, table) => {
    const given = typeof head === 'string' ? Buffer.from(head) : head;
    expect(detectFormat(path, given)).toMatchObject({ name, table });
  });

  it('sees a gzip file, and what is inside', () => {
    expect(detectFormat('a.csv.gz', gzipSync('a,b\n'))).toMatchObject({ name: 'gzip', table: null });
    expect(detectInside('a.csv.gz', Buffer.from('a,b\n'), 'gz')).toEqual({
      name: 'csv.gz',
      table: 'csv',
    });
    expect(detectInside('a.txt.gz', Buffer.from('a,b\n'), 'gz')).toMatchObject({ name: 'gzip', table: null });
    expect(detectInside('a.gz', Buffer.from('PAR1'), 'gz')).toMatchObject({ name: 'gzip', table: null });
  });
});

describe.skipIf(!sharedFolder)('a store of MLflow', () => {
  it.each(['v2-sqlite', 'v3-sqlite'])('in a database (%s) is lineage, and no table', (name) => {
    const file = path.join(sharedFolder!.made, 'mlflow', name, 'mlflow.db');
    const head = new Uint8Array(readFileSync(file)).subarray(0, headByteLength);
    expect(detectFormat('mlflow.db', head)).toEqual({ name: 'sqlite', table: null });
  });
});
