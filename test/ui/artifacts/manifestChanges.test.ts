import { describe, expect, it } from 'vitest';

import { manifestChanges } from '../../../src/ui/artifacts/manifestChanges';
import type { Digest, Md5 } from '../../../src/versioning/digest';
import type { Manifest } from '../../../src/versioning/records';

const manifest = (files: Readonly<Record<string, string>>): Manifest => ({
  digest: 'tree' as Digest,
  leftOutCount: 0,
  entries: Object.entries(files).map(([path, digest]) => ({
    path,
    digest: digest as Digest,
    md5: digest as Md5,
    byteLength: 1,
  })),
});

describe('manifestChanges', () => {
  it('tells added, changed, moved, removed and same apart, what differs first', () => {
    const before = manifest({ 'a.csv': '1', 'b.csv': '2', 'c.csv': '3', 'd.csv': '4' });
    const now = manifest({ 'a.csv': '1', 'b.csv': '9', 'e.csv': '5', 'sub/c.csv': '3' });
    expect(
      manifestChanges(before, now).map(({ status, path, fromPath }) => [status, path, fromPath]),
    ).toEqual([
      ['added', 'e.csv', null],
      ['changed', 'b.csv', null],
      ['moved', 'sub/c.csv', 'c.csv'],
      ['removed', 'd.csv', null],
      ['same', 'a.csv', null],
    ]);
  });

  it('takes one file that is gone as the origin of one file only', () => {
    const statuses = manifestChanges(manifest({ a: '1' }), manifest({ b: '1', c: '1' })).map(
      ({ status }) => status,
    );
    expect(statuses).toEqual(['added', 'moved']);
  });

  it('says nothing of changes in a first version', () => {
    expect(manifestChanges(null, manifest({ a: '1' })).map(({ status }) => status)).toEqual(['same']);
  });
});
