import { describe, expect, it } from 'vitest';

import {
  backOut,
  deeper,
  graphKindOf,
  type LineageSearch,
  parseLineageSearch,
} from '../../../src/ui/lineage/lineageSearch';

describe('a link to the lineage view', () => {
  it('gives back everything that a person would share', () => {
    const search: LineageSearch = parseLineageSearch({
      graph: 'version',
      focus: 'snapshot:trips@2',
      up: 1,
      down: 'all',
      select: 'run:4f2c',
      version: 'trips@1',
      tab: 'provenance',
      inspector: 'closed',
      hide: ['report', 'dataset'],
      direction: 'down',
      view: 'list',
    });
    expect(search).toEqual({
      graph: 'version',
      focus: 'snapshot:trips@2',
      up: 1,
      down: 'all',
      select: 'run:4f2c',
      version: 'trips@1',
      tab: 'provenance',
      inspector: 'closed',
      hide: ['dataset', 'report'],
      direction: 'down',
      view: 'list',
    });
    expect(parseLineageSearch({ ...search })).toEqual(search);
  });

  it.each([
    [{}],
    [{ graph: 'both', focus: 'trips', select: 'artifact:', tab: 'gates', direction: 'left', view: 'tree' }],
    [{ focus: 7, up: -1, down: 1.5, hide: ['job_s', 4], version: '' }],
    [{ up: '', down: null, hide: 'nothing', select: ['artifact:a'] }],
  ])('leaves out what it does not understand: %j', (raw) => {
    expect(parseLineageSearch(raw)).toEqual({});
  });

  it('takes names that are words of the language as names', () => {
    expect(parseLineageSearch({ select: 'artifact:__proto__' })).toEqual({ select: 'artifact:__proto__' });
  });

  it('caps a depth that no graph needs', () => {
    expect(parseLineageSearch({ up: 4_000 })).toEqual({ up: 50 });
  });

  it('means the graph that its nodes are in, where it names none', () => {
    expect(graphKindOf({})).toBe('definition');
    expect(graphKindOf({ select: 'snapshot:a' })).toBe('version');
    expect(graphKindOf({ select: 'job:a' })).toBe('definition');
    expect(graphKindOf({ graph: 'definition', select: 'run:a' })).toBe('definition');
  });
});

describe('going back', () => {
  it('takes one step at a time: the selection, then the focus, then nothing', () => {
    const start: LineageSearch = { graph: 'version', focus: 'run:a', up: 1, select: 'run:b', tab: 'raw' };
    const once = backOut(start);
    expect(once).toEqual({ graph: 'version', focus: 'run:a', up: 1 });
    const twice = backOut(once ?? {});
    expect(twice).toEqual({ graph: 'version' });
    expect(backOut(twice ?? {})).toBeNull();
  });
});

describe('depth', () => {
  it('goes by one hop, and stops at none and at the most', () => {
    expect([deeper(2, 1), deeper(0, -1), deeper(50, 1), deeper('all', 1), deeper('all', -1)]).toEqual([
      3,
      0,
      50,
      'all',
      50,
    ]);
  });
});
