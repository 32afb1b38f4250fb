import { describe, expect, it } from 'vitest';
import { recipes } from '../../../src/drift/recipe';
import { simulateChance } from '../../../src/drift/simulateChance';
import { compareSnapshots, compareWithWindow } from '../../../src/operations/comparing/compareSnapshots';
import { driftOverTime } from '../../../src/operations/comparing/driftOverTime';
import type { SnapshotId } from '../../../src/versioning/records';
import { exactNumbers, table, textColumn } from '../../drift/profiles';
import { comparedSide } from './comparedSide';

/** Every draw made on the spot. */
const drawn = simulateChance;

const ramp = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

describe('compareSnapshots', () => {
  const before = comparedSide('v5', [
    exactNumbers('fare', ramp(0, 1000)),
    exactNumbers('tip', ramp(0, 1000)),
  ]);

  it('does not call tables the same whose nulls are not, nor those whose digests are of different rules', () => {
    const [fares] = before.profile.columns;
    const withNulls = {
      ...before,
      profile: table({ ...fares!, nullCount: 3 }, before.profile.columns[1]!),
    };
    const same = compareSnapshots(before, before, recipes.deciles, drawn);
    expect(same).toMatchObject({ rows: 'same', sentence: '1,000 rows, the same table as v5' });
    const nulls = compareSnapshots(before, withNulls, recipes.deciles, drawn);
    expect(nulls.rows).toBe('sameValues');
    expect(nulls.sentence).toMatch(/^1,000 rows, the same values as v5 but not the same nulls;/);
    const newer = { ...before, label: 'v6', reading: { ...before.reading, readerVersion: 99 } };
    const unknown = compareSnapshots(before, newer, recipes.deciles, drawn);
    expect(unknown.rows).toBe('unknown');
    expect(unknown.sentence).toMatch(
      /^1,000 rows, as many as v5; whether the rows are the same is unknown until v5 is read again;/,
    );
  });

  it('says it all in one sentence', () => {
    const after = comparedSide('v6', [
      exactNumbers('fare', ramp(300, 1204)),
      exactNumbers('tip', ramp(0, 1000).concat(ramp(0, 204).map((at) => at * 5))),
      textColumn('zone', ramp(0, 1204).map(String)),
    ]);
    const comparison = compareSnapshots(before, after, recipes.deciles, drawn);
    const psi = comparison.report.columns[0]?.psi?.toFixed(2) ?? '';
    expect(comparison.sentence).toBe(
      `1,204 rows, 204 more than v5; 1 column added; 1 of 2 columns drifted, most: fare PSI ${psi}`,
    );
    expect(comparison.rowCountChange).toBe(204);
    expect(comparison.schema.added.map((column) => column.name)).toEqual(['zone']);
  });

  it('says where it is the same table, or where nothing drifted', () => {
    const same = { ...before, label: 'v6' };
    expect(compareSnapshots(before, same, recipes.deciles, drawn).sentence).toBe(
      '1,000 rows, the same table as v5',
    );
    const shuffled = comparedSide('v6', [
      exactNumbers('fare', ramp(0, 1000).reverse()),
      exactNumbers('tip', ramp(0, 1000)),
    ]);
    expect(compareSnapshots(before, shuffled, recipes.deciles, drawn).sentence).toBe(
      '1,000 rows, as many as v5; none of 2 columns drifted',
    );
  });

  it('names a mixed column in its note', () => {
    const mixed = comparedSide('v6', before.profile.columns, [
      { kind: 'mixedColumn', column: 'tip', detail: '3 of 1,000 values are text' },
    ]);
    const tip = compareSnapshots(before, mixed, recipes.deciles, drawn).report.columns.find(
      (column) => column.name === 'tip',
    );
    expect(tip?.typeNote).toBe('mixed in the current: 3 of 1,000 values are text');
  });
});

describe('compareWithWindow', () => {
  const fares = (count: number) => exactNumbers('fare', ramp(0, count));
  // Two versions of 1,000 rows, put together; the last of them has the schema.
  const last = comparedSide('v2', [fares(1000), textColumn('zone', ramp(0, 1000).map(String))]);
  const two = {
    ...last,
    label: 'v1–v2',
    profile: table(exactNumbers('fare', [...ramp(0, 1000), ...ramp(0, 1000)])),
  };

  it('counts the rows of the window together, and holds the schema against its last version', () => {
    const comparison = compareWithWindow(two, comparedSide('v3', [fares(1000)]), recipes.deciles, drawn);
    expect(comparison.sentence).toBe(
      '1,000 rows against 2,000 of v1–v2 together; 1 column removed; none of 1 column drifted',
    );
    expect(comparison.schema.removed.map(({ name }) => name)).toEqual(['zone']);
  });

  it('never calls a version the same table, whose rows are those of the last one', () => {
    const comparison = compareWithWindow(two, { ...last, label: 'v3' }, recipes.deciles, drawn);
    expect(comparison.rows).toBe('other');
    expect(comparison.sentence).toMatch(/^1,000 rows against 2,000 of v1–v2 together; none of /);
  });
});

describe('driftOverTime', () => {
  it('has a point a version against the baseline, empty for what is not a table', () => {
    const versions = [0, 0, 250, null].map((from, at) => ({
      snapshotId: `s${at + 1}` as SnapshotId,
      sequence: at + 1,
      profile: from === null ? null : table(exactNumbers('fare', ramp(from, 1000))),
    }));
    const baseline = versions[0]?.profile ?? table();
    const points = driftOverTime(versions, () => baseline, recipes.deciles, drawn);
    expect(points.map((point) => point.columns.get('fare')?.band ?? null)).toEqual([
      'stable',
      'stable',
      'significant',
      null,
    ]);
    expect(points[1]?.columns.get('fare')?.psi).toBe(0);
    expect(points[2]?.most).toBe('fare');
  });
});
