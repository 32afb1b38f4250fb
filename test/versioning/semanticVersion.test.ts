import { describe, expect, it } from 'vitest';

import type { Digest } from '../../src/versioning/digest';
import {
  isSemanticVersion,
  suggestVersion,
  type ParentVersion,
  type TableFacts,
  type VersionFacts,
} from '../../src/versioning/semanticVersion';

/** Digests are opaque to the rule: any text tells them apart. */
function table(facts: Partial<TableFacts> & { rows: string; ordered?: string }): TableFacts {
  return {
    rowCount: 100,
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'city', type: 'string' },
    ],
    logicalDigest: facts.rows as Digest,
    orderedRowDigest: (facts.ordered ?? `${facts.rows} in order`) as Digest,
    digestRule: 2,
    leftOutRowCount: 0,
    prefix: null,
    ...facts,
  };
}

function parent(facts: VersionFacts['table'], version: string | null = '2.3.4'): ParentVersion {
  return { sequence: 3, version, table: facts, files: null };
}

function current(facts: VersionFacts['table']): VersionFacts {
  return { table: facts, files: null };
}

const prefixOf = (rows: string, columnNames = ['id', 'city']) => ({
  rowCount: 100,
  columnNames,
  logicalDigest: rows as Digest,
});

describe('the suggested semantic version', () => {
  it('[V10] of a first version is 1.0.0', () => {
    expect(suggestVersion(null, current(null))).toMatchObject({ version: '1.0.0', step: 'first' });
  });

  it('[V11] is a PATCH for the same rows in the same order', () => {
    const suggestion = suggestVersion(parent(table({ rows: 'A' })), current(table({ rows: 'A' })));
    expect(suggestion).toMatchObject({ version: '2.3.5', step: 'patch' });
    expect(suggestion.reasons).toEqual([
      'The same rows in the same order as version 3; only the bytes differ.',
    ]);
  });

  it('[V57] is a MAJOR that says so where the figures of either were computed elsewhere', () => {
    const elsewhere = table({ rows: 'A', isComputedElsewhere: true });
    expect(suggestVersion(parent(elsewhere), current(table({ rows: 'A' })))).toEqual({
      version: '3.0.0',
      step: 'major',
      reasons: [
        'The figures of version 3 were computed elsewhere, and its rows are not here, so what changed cannot be verified.',
      ],
    });
    expect(suggestVersion(parent(table({ rows: 'A' })), current(elsewhere)).step).toBe('major');
  });

  it('[V11] is a MAJOR where the values are the parent’s and the nulls are not', () => {
    const counted = (nulls: number, rowCount = 100) =>
      table({ rows: 'A', rowCount, nullCounts: new Map([['city', nulls]]) });
    const suggestion = suggestVersion(parent(counted(2)), current(counted(0)));
    expect(suggestion).toMatchObject({ version: '3.0.0', step: 'major' });
    expect(suggestion.reasons).toEqual([
      'The same values as version 3, but not the same nulls.',
      'Column city had 2 nulls and has 0.',
    ]);
    expect(suggestVersion(parent(counted(2)), current(counted(2))).step).toBe('patch');
    // Not known on one side: nothing speaks against it.
    expect(suggestVersion(parent(counted(2)), current(table({ rows: 'A' }))).step).toBe('patch');
  });

  it('[V12] is a MINOR only where the added rows account for the added nulls', () => {
    const grown = (nulls: number) =>
      table({
        rows: 'A and more',
        rowCount: 110,
        prefix: prefixOf('A'),
        nullCounts: new Map([['city', nulls]]),
      });
    const before = parent(table({ rows: 'A', nullCounts: new Map([['city', 2]]) }));
    const steps = [1, 2, 12, 13].map((nulls) => suggestVersion(before, current(grown(nulls))).step);
    expect(steps).toEqual(['major', 'minor', 'minor', 'major']);
  });

  it('[V14] says how many rows its reading left out', () => {
    const skipped = table({ rows: 'A', leftOutRowCount: 2 });
    expect(suggestVersion(parent(table({ rows: 'A' })), current(skipped)).reasons.at(-1)).toBe(
      '2 rows could not be read and are left out of this.',
    );
  });

  it('[V14] never compares digests of different rules', () => {
    const before = parent(table({ rows: 'A', digestRule: 1 }));
    const suggestion = suggestVersion(
      { ...before, notReadAgain: 'Its bytes are not kept.' },
      current(table({ rows: 'A', rowCount: 103 })),
    );
    expect(suggestion).toMatchObject({ version: '3.0.0', step: 'major' });
    expect(suggestion.reasons).toEqual([
      '3 rows added.',
      'Whether the rows of version 3 are still there cannot be verified: its digests are of rule 1, those of this version of rule 2. Its bytes are not kept.',
    ]);
  });

  it('[V15] is a MAJOR that claims nothing where a table could not be read', () => {
    const read = table({ rows: 'A' });
    const unread = suggestVersion(parent(read), current('unreadable'));
    expect(unread).toMatchObject({ version: '3.0.0', step: 'major' });
    expect(unread.reasons).toEqual(['The table could not be read, so what changed cannot be verified.']);
    expect(suggestVersion(parent('unreadable'), current(read)).reasons).toEqual([
      'The table of version 3 could not be read, so what changed cannot be verified.',
    ]);
    expect(suggestVersion(null, current('unreadable'))).toMatchObject({ version: '1.0.0', step: 'first' });
  });

  it('[V12] is a MINOR where all rows of the parent are still there and rows or columns were added', () => {
    const columns = [...table({ rows: '' }).columns, { name: 'price', type: 'number' }];
    const grown = table({ rows: 'A and more', rowCount: 120, columns, prefix: prefixOf('A') });
    const suggestion = suggestVersion(parent(table({ rows: 'A' })), current(grown));
    expect(suggestion).toMatchObject({ version: '2.4.0', step: 'minor' });
    expect(suggestion.reasons).toEqual([
      'Column price was added.',
      '20 rows added.',
      'All 100 rows of version 3 are still there.',
    ]);
  });

  it('[V13] is a MAJOR for the same rows in another order', () => {
    const turned = table({ rows: 'A', ordered: 'another order' });
    expect(suggestVersion(parent(table({ rows: 'A' })), current(turned))).toEqual({
      version: '3.0.0',
      step: 'major',
      reasons: ['The rows of version 3 in another order.'],
    });
  });

  it('[V13] is a MAJOR where a row was edited, even if others were added', () => {
    const edited = table({ rows: 'B', rowCount: 120, prefix: prefixOf('not A') });
    const { step, reasons } = suggestVersion(parent(table({ rows: 'A' })), current(edited));
    expect(step).toBe('major');
    expect(reasons.at(-1)).toContain('The first 100 rows are not those of version 3');
  });

  it('[V13] speaks of a table of one row as of one', () => {
    const before = parent(table({ rows: 'A', rowCount: 1 }));
    const edited = table({ rows: 'B', rowCount: 1, prefix: { ...prefixOf('B'), rowCount: 1 } });
    expect(suggestVersion(before, current(edited)).reasons.at(-1)).toContain(
      'The first row is not that of version 3:',
    );
    const grown = table({ rows: 'B', rowCount: 2, prefix: { ...prefixOf('A'), rowCount: 1 } });
    expect(suggestVersion(before, current(grown)).reasons.at(-1)).toBe(
      'The one row of version 3 is still there.',
    );
  });

  it('[V13] is a MAJOR where rows or a column went, whatever a prefix says', () => {
    const fewer = table({ rows: 'B', rowCount: 90, prefix: prefixOf('A') });
    expect(suggestVersion(parent(table({ rows: 'A' })), current(fewer))).toMatchObject({
      step: 'major',
      reasons: ['10 rows fewer.'],
    });
    const narrower = table({ rows: 'B', columns: [{ name: 'id', type: 'integer' }], prefix: prefixOf('A') });
    expect(suggestVersion(parent(table({ rows: 'A' })), current(narrower))).toMatchObject({
      step: 'major',
      reasons: ['Column city was removed.'],
    });
  });

  it.each([
    ['no prefix was taken', null],
    ['the prefix is over other columns', prefixOf('A', ['id'])],
    ['the prefix is of another parent', { ...prefixOf('A'), rowCount: 99 }],
  ])('[V14] says that it could not be verified where %s, and assumes the greater change', (_, prefix) => {
    const grown = table({ rows: 'A and more', rowCount: 120, prefix });
    const { step, reasons } = suggestVersion(parent(table({ rows: 'A' })), current(grown));
    expect(step).toBe('major');
    expect(reasons.at(-1)).toContain('could not be verified');
  });

  it('[V15] of changed bytes that are no table is a MAJOR, since nothing finer can be verified', () => {
    expect(suggestVersion(parent(null), current(null))).toMatchObject({
      version: '3.0.0',
      reasons: ['Content changed; not a table, so nothing finer can be verified.'],
    });
    expect(suggestVersion(parent(table({ rows: 'A' })), current(null)).step).toBe('major');
    expect(suggestVersion(parent(null), current(table({ rows: 'A' }))).step).toBe('major');
  });

  it('[V15] of a folder is a MINOR where files were only added, else a MAJOR', () => {
    const files = (...names: string[]) => new Map(names.map((name) => [name[0]!, name as Digest]));
    const folder = (...names: string[]): ParentVersion => ({
      sequence: 3,
      version: '1.0.0',
      table: null,
      files: files(...names),
    });
    expect(suggestVersion(folder('a1', 'b1'), folder('a1', 'b1', 'c1'))).toMatchObject({
      version: '1.1.0',
      reasons: ['1 file added.', 'Every file of version 3 is still there.'],
    });
    expect(suggestVersion(folder('a1', 'b1'), folder('a2', 'c1'))).toMatchObject({
      version: '2.0.0',
      reasons: ['1 file added.', '1 file changed.', '1 file removed or renamed.'],
    });
  });

  it('[V16] counts from the sequence number where the parent has no semantic version, and says so', () => {
    const { version, reasons } = suggestVersion(
      parent(table({ rows: 'A' }), null),
      current(table({ rows: 'A' })),
    );
    expect(version).toBe('3.0.1');
    expect(reasons.at(-1)).toBe('Version 3 has no semantic version, so 3.0.0 is counted from.');
    expect(suggestVersion(parent(null, 'nightly'), current(null)).reasons.at(-1)).toContain('“nightly”');
  });

  it('[V16] reads semantic versions alone', () => {
    for (const text of ['1.2.3', '0.0.1', 'v1.2.3', '1.2.3-rc.1+build'])
      expect(isSemanticVersion(text)).toBe(true);
    for (const text of ['1.2', '01.2.3', '1.2.3.4', '', 'latest', '1.2.3-'])
      expect(isSemanticVersion(text)).toBe(false);
  });
});
