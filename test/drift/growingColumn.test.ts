import { describe, expect, it } from 'vitest';

import { driftReport } from '../../src/drift/driftReport';
import { growsOnly } from '../../src/drift/growingColumn';
import { mostDrifted } from '../../src/drift/hasDrifted';
import { recipes } from '../../src/drift/recipe';
import { exactNumbers, table } from './profiles';

const ramp = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const day = 86_400_000;
const ids = (from: number, to: number) => exactNumbers('order_id', ramp(from, to), 'integer');
const days = (from: number, to: number) =>
  exactNumbers(
    'day',
    ramp(from, to).map((at) => Math.floor(at / 10) * day),
    'date',
  );

describe('[D23] a column that only grows', () => {
  it('is a sequence of ids, or of times, that goes on', () => {
    expect(growsOnly(ids(0, 1000), ids(0, 1200))).toBe(true);
    expect(growsOnly(ids(0, 1000), ids(500, 1500))).toBe(true);
    expect(growsOnly(days(0, 1000), days(0, 1200))).toBe(true);
  });

  it('is none that goes back, nor one with too few values beyond', () => {
    expect(growsOnly(ids(100, 1000), ids(0, 1200))).toBe(false);
    // 20 of 1,020 are beyond: 1.96 %.
    expect(growsOnly(ids(0, 1000), ids(0, 1020))).toBe(false);
    expect(growsOnly(ids(0, 1000), ids(0, 1021))).toBe(true);
  });

  it('is no measurement and no count that repeats', () => {
    const measured = (to: number) => exactNumbers('fare', ramp(0, to));
    const counted = (to: number) =>
      exactNumbers(
        'seat_id',
        ramp(0, to).map((at) => Math.floor(at / 2)),
        'integer',
      );
    expect(growsOnly(measured(1000), measured(1500))).toBe(false);
    const unique = (to: number) => exactNumbers('population', ramp(0, to), 'integer');
    expect(growsOnly(counted(1000), counted(1500))).toBe(false);
    expect(growsOnly(unique(1000), unique(1500))).toBe(false);
  });

  it('stands after the columns that drifted, with its figure, and is not named first', () => {
    const fares = (count: number, shift: number) =>
      exactNumbers(
        'fare',
        ramp(0, count).map((at) => (at % 50) + shift),
      );
    const report = driftReport(
      table(ids(0, 1000), fares(1000, 0)),
      table(ids(0, 2000), fares(2000, 10)),
      recipes.deciles,
    );
    expect(report.columns.map(({ name, grows }) => [name, grows === true])).toEqual([
      ['fare', false],
      ['order_id', true],
    ]);
    expect(report.columns[1]!.psi).toBeGreaterThan(0.25);
    expect(mostDrifted(report)?.name).toBe('fare');
  });
});
