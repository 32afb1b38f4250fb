import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { pandasDigests } from '../../../src/formats/mlflow/pandasDigest';
import { readPandasTable } from '../../../src/formats/mlflow/pandasTable';
import { readParquetTable } from '../../../src/formats/mlflow/parquetTable';
import { writeParquet } from '../../../src/formats/parquet/writeParquet';
import { nobleHashers } from '../../../src/storage/hashers';

const ports = { hashers: nobleHashers, text: nodeText, badEvents: 'refuse' } as const;
const tableOf = (bytes: Uint8Array) =>
  readParquetTable(
    {
      byteLength: bytes.length,
      read: (start, end) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
    },
    ports,
  );
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/mlflow/${name}.parquet`, import.meta.url)));

// What compute_pandas_digest of MLflow 3.17.2 says of pandas.read_parquet of each file (pandas 3).
it.each([
  ['numbers of fewer bits, NaN, and integers with a missing cell', 'numbers', '86b142e6'],
  ['texts, one column with a missing cell, and flags, days and decimals', 'mixed', '6b629f42'],
])('[I10] the digest of a Parquet file is what MLflow says: %s', async (_, name, digest) => {
  const table = await tableOf(fixture(name));
  expect(pandasDigests(table!, {}, nobleHashers)).toEqual([digest]);
});

it('a file that is no Parquet, or is cut, has none', async () => {
  expect(await tableOf(new Uint8Array([1, 2, 3]))).toBeNull();
  const whole = fixture('mixed');
  expect(await tableOf(whole.subarray(0, whole.length - 9))).toBeNull();
});

it('a table has one digest in Parquet and in CSV', async () => {
  const table = await tableOf(
    writeParquet([
      { name: 'z', type: 'integer', cells: ['1', '3'] },
      { name: 'a', type: 'number', cells: ['2.5', '4.5'] },
    ]),
  );
  const ofText = readPandasTable('z,a\n1,2.5\n3,4.5\n')!;
  expect(pandasDigests(table!, {}, nobleHashers)).toEqual(pandasDigests(ofText, {}, nobleHashers));
});
