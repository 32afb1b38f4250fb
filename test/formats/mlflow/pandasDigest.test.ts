import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { numpyDigest } from '../../../src/formats/mlflow/numpyDigest';
import { pandasDigests } from '../../../src/formats/mlflow/pandasDigest';
import { readPandasTable } from '../../../src/formats/mlflow/pandasTable';
import { nobleHashers } from '../../../src/storage/hashers';
import { sharedFolder } from '../../sharedFolder';

const digestsOf = (csv: string, part = {}) => pandasDigests(readPandasTable(csv)!, part, nobleHashers);

describe('the digest that MLflow logs for a table of pandas', () => {
  it('is what MLflow 2 and 3 say of a table of numbers, and of one of texts', () => {
    expect(digestsOf('z,a\n1,2.5\n3,4.5\n')).toEqual(['4174aafc']);
    expect(digestsOf('z,a\nx,y\nq,r\n')).toEqual(['4ff0c599']);
  });

  it('is one number for what read_csv makes one table of: quotes, line ends and empty lines do not count', () => {
    const plain = digestsOf('z,a\nx y,1\nq,2\n');
    expect(digestsOf('"z",a\r\n"x y",1\r\n\r\nq,+2')).toEqual(plain);
    expect(digestsOf('z,a\nx y,1\nq,3\n')).not.toEqual(plain);
  });

  it('of a part is that of the table that has this part alone', () => {
    const whole = 'a,b,c\n1,x,2.5\n2,y,3.5\n3,z,4.5\n';
    expect(digestsOf(whole, { columns: ['c', 'a'] })).toEqual(digestsOf('c,a\n2.5,1\n3.5,2\n4.5,3\n'));
    expect(digestsOf(whole, { rowCount: 2 })).toEqual(digestsOf('a,b,c\n1,x,2.5\n2,y,3.5\n'));
    expect(digestsOf(whole, { columns: ['d'] })).toEqual([]);
  });

  it('a table that pandas would read otherwise, or not at all, has none', () => {
    expect(readPandasTable('a,b\n1,2,3\n')).toBeNull();
    expect(readPandasTable('a,a\n1,2\n')).toBeNull();
    expect(readPandasTable('')).toBeNull();
  });

  it.skipIf(!sharedFolder)('is what MLflow says, for each of the cases and files that it logged', () => {
    const folder = path.join(sharedFolder!.made, 'mlflow');
    const cases = JSON.parse(readFileSync(path.join(folder, 'digest_cases.json'), 'utf8')) as Readonly<
      Record<
        string,
        { readonly csv: string; readonly rule: string; readonly mlflow: Readonly<Record<string, string>> }
      >
    >;
    for (const [title, { csv, rule, mlflow }] of Object.entries(cases)) {
      const digests = digestsOf(csv);
      expect([title, digests.includes(rule)]).toEqual([title, true]);
      // pandas 2 reads numbers of more than 17 digits otherwise than everybody else.
      if (!title.includes('17 digits'))
        for (const digest of Object.values(mlflow))
          expect([title, digests]).toEqual([title, expect.arrayContaining([digest])]);
    }
    const trips = readFileSync(path.join(folder, 'data/trips.csv'), 'utf8');
    expect(digestsOf(trips)).toEqual(['6a03b74b']);
    expect(digestsOf(trips, { columns: ['distance_km', 'slope', 'minutes'] })).toEqual(['3a7641d8']);
    const array = new Uint8Array(readFileSync(path.join(folder, 'data/features.npy')));
    expect(numpyDigest(array, nobleHashers)).toBe('f8eb5f8b');
    expect(numpyDigest(array.subarray(0, 100), nobleHashers)).toBeNull();
  });
});
