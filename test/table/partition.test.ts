import { describe, expect, it } from 'vitest';
import { partitionOf } from '../../src/table/partition';

describe('[T18] the partition columns of a path', () => {
  it('are the folders named NAME=VALUE, outermost first', () => {
    expect(partitionOf('dt=2026-01-01/region=north/part-0.parquet')).toEqual([
      { name: 'dt', value: '2026-01-01' },
      { name: 'region', value: 'north' },
    ]);
  });

  it('are none where only the file or no name stands before the sign', () => {
    expect(partitionOf('a=1.csv')).toEqual([]);
    expect(partitionOf('=1/plain/a.csv')).toEqual([]);
  });

  it('are unescaped, and have no value where the path says so', () => {
    expect(partitionOf('city=S%C3%A3o%20Paulo/x.csv')).toEqual([{ name: 'city', value: 'São Paulo' }]);
    expect(partitionOf('p=100%/x.csv')).toEqual([{ name: 'p', value: '100%' }]);
    expect(partitionOf('p=__HIVE_DEFAULT_PARTITION__/q=/x.csv')).toEqual([
      { name: 'p', value: null },
      { name: 'q', value: null },
    ]);
  });
});
