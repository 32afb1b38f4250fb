import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnDrift } from '../../src/drift/columnDrift';
import { sideOfProfile } from '../../src/drift/columnSide';
import { recipes } from '../../src/drift/recipe';
import type { ColumnType } from '../../src/table/schema';
import { expectFigure, figureFolders } from './figures';
import { exactNumbers, textColumn } from './profiles';

interface DecileCase {
  readonly name: string;
  readonly type: ColumnType;
  readonly reference: readonly (number | string | null)[];
  readonly current: readonly (number | string | null)[];
  readonly expect: { readonly psi: number; readonly bins: readonly ExpectedBin[] };
}

interface ExpectedBin {
  readonly kind: string;
  readonly value?: number | string;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly reference: number;
  readonly current: number;
}

const files = figureFolders.flatMap(([whose, folder]) =>
  ['deciles.json', 'deciles2.json']
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => [whose, file] as const),
);

describe.each(files)('the bins of deciles against %s', (_, file) => {
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly DecileCase[] };

  it.each(cases.map((one) => [one.name, one] as const))('[D6] [D7] %s', (_name, one) => {
    const drift = columnDrift('x', side(one, 'reference'), side(one, 'current'), recipes.deciles);
    expect(drift.bins.map(({ kind }) => kind)).toEqual(one.expect.bins.map(({ kind }) => kind));
    drift.bins.forEach((bin, at) => {
      const expected = one.expect.bins[at]!;
      expect([bin.referenceCount, bin.currentCount]).toEqual([expected.reference, expected.current]);
      if (expected.kind === 'value') expect(bin.label).toBe(String(expected.value));
      if (expected.kind !== 'range') return;
      for (const end of ['lower', 'upper'] as const) {
        if (expected[end] === null) expect(bin[end]).toBeNull();
        else expectFigure(bin[end], expected[end] ?? NaN, `${end} end of bin ${at}`);
      }
    });
    expectFigure(drift.psi, one.expect.psi, 'PSI');
    // The same bins, with another treatment of zeros.
    const proportions = columnDrift('x', side(one, 'reference'), side(one, 'current'), recipes.proportions);
    expect(proportions.bins.map(({ label }) => label)).toEqual(drift.bins.map(({ label }) => label));
  });
});

function side({ type, ...sides }: DecileCase, which: 'reference' | 'current') {
  const values = sides[which];
  const isOfNumbers = type === 'number' || type === 'integer';
  return sideOfProfile(
    isOfNumbers
      ? exactNumbers('x', values as (number | null)[], type)
      : textColumn('x', values as (string | null)[], Infinity, type),
  );
}
