import { describe, expect, it } from 'vitest';

import { hasDrifted, mostDrifted, shownBand } from '../../src/drift/hasDrifted';
import { recipes } from '../../src/drift/recipe';
import type { ColumnDrift } from '../../src/drift/report';

function column(
  name: string,
  psi: number | null,
  band: ColumnDrift['band'],
  q95: number | null,
): ColumnDrift {
  return {
    name,
    type: 'number',
    typeNote: null,
    presence: 'both',
    psi,
    maxError: 0,
    band,
    unknown: band === 'unknown' ? 'errorTooLarge' : null,
    chance: q95 === null ? null : { mean: q95 / 2, q95, isSimulated: false },
    draw: null,
    bins: [],
    statistics: [],
  };
}

function reportOf(...columns: ColumnDrift[]) {
  return { recipe: recipes.deciles, columns, referenceRowCount: 1, currentRowCount: 1 };
}

describe('whether a column counts as drifted', () => {
  it('[D20] takes more than chance gives, whatever the band', () => {
    // Twelve station names against fifteen: 1.56 is significant by its band, and chance gives up to 2.8.
    expect(hasDrifted(column('station', 1.56, 'significant', 2.8))).toBe(false);
    expect(hasDrifted(column('temperature', 2.01, 'significant', 0.03))).toBe(true);
  });

  it('takes a band, however small chance is', () => {
    expect(hasDrifted(column('fare', 0.05, 'stable', 0.001))).toBe(false);
    expect(hasDrifted(column('id', 3, 'unknown', 0.001))).toBe(false);
  });

  it('takes no figure that 95 of 100 pairs share, down to its last digits', () => {
    expect(hasDrifted(column('fare', 0.4160000000000001, 'significant', 0.416))).toBe(false);
  });

  it('[D20] waits for chance to be known', () => {
    expect(hasDrifted(column('fare', 2, 'significant', null))).toBe(false);
    expect(shownBand(column('fare', 2, 'significant', null))).toBe('significant');
  });

  it('shows what chance explains as such', () => {
    expect(shownBand(column('station', 1.56, 'significant', 2.8))).toBe('chance');
    expect(shownBand(column('fare', 0.05, 'stable', 2.8))).toBe('stable');
  });

  it('names the greatest that drifted before a greater one that chance explains', () => {
    const report = reportOf(
      column('station', 1.56, 'significant', 2.8),
      column('fare', 0.3, 'significant', 0.02),
    );
    expect(mostDrifted(report)?.name).toBe('fare');
  });

  it('names the greatest where none drifted, and none where none has a figure', () => {
    expect(
      mostDrifted(reportOf(column('a', 0.04, 'stable', 0.1), column('b', 0.01, 'stable', 0.1)))?.name,
    ).toBe('a');
    expect(mostDrifted(reportOf(column('only here', null, 'unknown', null)))).toBeNull();
    expect(mostDrifted(reportOf())).toBeNull();
  });
});
