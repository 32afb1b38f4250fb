import { describe, expect, it } from 'vitest';
import { partFilesOf, partitionedFolders } from '../../../src/formats/partitioned/partFiles';

describe('the parts of a folder', () => {
  it('are its files of the format that most have; markers and notes are none', () => {
    expect(
      partFilesOf([
        '_SUCCESS',
        '.part-0.crc',
        'README.md',
        'dt=1/part-0.parquet',
        'dt=2/part-0.parquet',
        'x.csv',
      ]),
    ).toEqual({
      parts: ['dt=1/part-0.parquet', 'dt=2/part-0.parquet'],
      beside: ['_SUCCESS', '.part-0.crc', 'README.md', 'x.csv'],
    });
  });

  it('may be compressed, and lie below a column whose name begins with a line', () => {
    expect(partFilesOf(['_day=1/a.csv.gz', '_day=2/a.csv.gz', '_tmp/a.csv.gz']).parts).toEqual([
      '_day=1/a.csv.gz',
      '_day=2/a.csv.gz',
    ]);
  });

  it('are none where no file is of a table format', () => {
    expect(partFilesOf(['a.png', 'b'])).toEqual({ parts: [], beside: ['a.png', 'b'] });
  });
});

describe('folders that look like a table in parts', () => {
  it('have partition columns in the paths of their files, wherever they lie', () => {
    expect(
      partitionedFolders(['data/orders/dt=1/a.csv', 'data/orders/dt=2/b.csv', 'data/customers.csv']),
    ).toEqual([
      { folder: 'data/orders', columns: ['dt'], files: ['data/orders/dt=1/a.csv', 'data/orders/dt=2/b.csv'] },
    ]);
  });

  it('have files whose names differ by numbers, dates or hashes only', () => {
    const names = ['part-0.csv', 'part-1.csv', 'part-10.csv'];
    expect(partitionedFolders(names)).toEqual([{ folder: '', columns: [], files: names }]);
    expect(partitionedFolders(['2026-01.csv', '2026-02.csv'])).toHaveLength(1);
    expect(
      partitionedFolders([
        'part-0f2c1f6e-1a2b-4c3d-8e9f-001122334455.parquet',
        'part-1f2c1f6e-1a2b-4c3d-8e9f-001122334455.parquet',
      ]),
    ).toHaveLength(1);
    expect(partitionedFolders(['train.csv', 'test.csv'])).toEqual([]);
    expect(partitionedFolders(['part-0.csv', 'part-1.csv', 'other.csv'])).toEqual([]);
  });

  it('are none of a format that keeps a log of its files', () => {
    const files = ['t/dt=1/a.parquet', 't/dt=2/b.parquet'];
    expect(partitionedFolders([...files, 't/_delta_log/00000.json'])).toEqual([]);
    expect(partitionedFolders([...files, 't/metadata/v1.metadata.json'])).toEqual([]);
    expect(partitionedFolders([...files, 'u/_delta_log/00000.json'])).toHaveLength(1);
  });
});
