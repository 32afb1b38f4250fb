import { describe, expect, it } from 'vitest';

import { parseArtifactSearch, parseArtifactsSearch } from '../../../src/ui/artifacts/artifactsSearch';

describe('the links of artifacts', () => {
  it('keep what they understand and drop the rest', () => {
    expect(parseArtifactsSearch({ q: 'trips', kind: 'model', sort: 'size', order: 'up', other: 1 })).toEqual({
      q: 'trips',
      kind: 'model',
      sort: 'size',
      order: 'up',
    });
    expect(parseArtifactsSearch({ q: '', kind: '__proto__', sort: ['size'], order: 'sideways' })).toEqual({});
  });

  it('read a filter of digits as text', () => {
    expect(parseArtifactsSearch({ q: 2026 })).toEqual({ q: '2026' });
  });

  it('take a version only where it can be one', () => {
    expect(parseArtifactSearch({ version: 4, tab: 'schema' })).toEqual({ version: 4, tab: 'schema' });
    for (const version of [0, -1, 1.5, '4', null, Infinity])
      expect(parseArtifactSearch({ version })).toEqual({});
  });
});
