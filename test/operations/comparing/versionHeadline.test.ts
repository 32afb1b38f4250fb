import { describe, expect, it } from 'vitest';

import { versionHeadline } from '../../../src/operations/comparing/versionHeadline';
import { keyOfVersions } from '../../../src/profile/suggestKey';
import type { ColumnProfile } from '../../../src/profile/profile';
import { exactNumbers, table, textColumn } from '../../drift/profiles';
import { comparedSide } from './comparedSide';

const ramp = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);
const ids = (count: number) => exactNumbers('order_id', ramp(count), 'integer');
const zones = (name: string, count: number) =>
  textColumn(
    name,
    ramp(count).map((at) => `z${at % 4}`),
  );

function words(
  before: readonly ColumnProfile[],
  after: readonly ColumnProfile[],
  diff: Parameters<typeof versionHeadline>[2] = null,
): readonly string[] {
  return versionHeadline(comparedSide('v1', before), comparedSide('v2', after), diff).map(
    (each) => each.words,
  );
}

const noRepeats = { reference: 0, current: 0 };

describe('versionHeadline', () => {
  it('tells rows that came, went and changed, the most first, and not their difference alone', () => {
    const counts = { added: 1700, removed: 500, changed: 300, unchanged: 0 };
    expect(
      words([ids(1000)], [ids(2200)], { counts, keyColumns: ['order_id'], repeatedKeys: noRepeats }),
    ).toEqual(['1,700 rows added, 500 removed, 300 changed (by order_id)']);
  });

  it('says no more than the number of rows while they are not compared', () => {
    expect(words([ids(1000)], [ids(2200)])).toEqual(['rows 1,000 → 2,200']);
  });

  it('says what drifted against the baseline after the rows, the greatest first, and before lost values', () => {
    const drifted = [0.31, 0.2, 0.15, 0.12].map((psi, at) => ({
      name: `c${at}`,
      psi,
      figure: String(psi),
      band: 'moderate' as const,
    }));
    const said = versionHeadline(
      comparedSide('v1', [ids(4), textColumn('zone', ['a', 'b', 'a', 'b'])]),
      comparedSide('v2', [ids(5), textColumn('zone', ['a', 'b', 'a', 'b', null])]),
      null,
      false,
      { drifted, against: 'against v1, pinned' },
    );
    expect(said).toEqual([
      { words: 'rows 4 → 5', isWarning: false },
      { words: 'drift against v1, pinned: c0 0.31, c1 0.2, c2 0.15 and 1 more (PSI)', isWarning: true },
      { words: 'zone lacks 1 value', isWarning: true },
    ]);
  });

  it('says drift beside rows that are the same', () => {
    const drifted = [{ name: 'a', psi: 0.3, figure: '0.30', band: 'significant' as const }];
    const side = comparedSide('v', [ids(4)]);
    const said = versionHeadline(side, side, null, false, { drifted, against: 'against v1, pinned' });
    expect(said.map(({ words: own }) => own)).toEqual([
      'Same rows, other bytes',
      'drift against v1, pinned: a 0.30 (PSI)',
    ]);
  });

  it('begins with columns that went, were renamed, retyped and came', () => {
    const retyped = { ...zones('kind', 40), type: 'string' as const };
    expect(
      words(
        [ids(40), zones('zone', 40), exactNumbers('fare', ramp(40)), { ...retyped, type: 'date' }],
        [ids(40), zones('area', 40), textColumn('note', ramp(40).map(String)), retyped],
      ),
    ).toEqual([
      'column fare removed',
      'column zone renamed to area',
      'kind is string, was date',
      'column note added',
    ]);
  });

  it('warns of values that lack now, of a column that has one value only, and of one that is empty', () => {
    const before = [ids(4), zones('zone', 4), zones('area', 4), zones('kind', 4)];
    const after = [
      ids(4),
      textColumn('zone', ['a', 'a', 'a', 'a']),
      textColumn('area', ['a', null, 'b', null]),
      textColumn('kind', [null, null, null, null]),
    ];
    expect(words(before, after)).toEqual([
      'zone has one value only',
      'area lacks 2 values',
      'kind is empty now',
    ]);
    expect(
      versionHeadline(comparedSide('v1', before), comparedSide('v2', after), null).every(
        (each) => each.isWarning,
      ),
    ).toBe(true);
  });

  it('warns of a key that no longer tells rows apart, and compares by it all the same', () => {
    const after = exactNumbers('order_id', [0, 1, 1, 2, 2], 'integer');
    expect(keyOfVersions(table(ids(5)), table(after))).toEqual(['order_id']);
    expect(words([ids(5)], [after])).toEqual(['2 rows with the key of another (order_id)']);
    const counts = { added: 2, removed: 2, changed: 0, unchanged: 3 };
    expect(
      words([ids(5)], [after], {
        counts,
        keyColumns: ['order_id'],
        repeatedKeys: { reference: 0, current: 2 },
      }),
    ).toEqual(['2 rows added, 2 removed (by order_id)', '2 rows with the key of another (order_id)']);
  });

  it('tells equal rows from changed cells', () => {
    const [before, after] = [comparedSide('v1', [ids(3)]), comparedSide('v2', [ids(3)])];
    const same = { ...after, reading: { ...after.reading, logicalDigest: before.reading.logicalDigest } };
    expect(versionHeadline(before, same, null)).toEqual([
      { words: 'Same rows, other bytes', isWarning: false },
    ]);
    expect(versionHeadline(before, after, null)[0]?.words).toBe('Cells changed, with as many rows');
    expect(versionHeadline(before, after, null, true)).toEqual([]);
  });
});
