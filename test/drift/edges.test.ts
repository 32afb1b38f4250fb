import { describe, expect, it } from 'vitest';
import { labelEdges } from '../../src/drift/edgeLabels';
import { equalWidthEdges, sturgesEdges } from '../../src/drift/edges';

describe('edges', () => {
  it('[D8] by Sturges: 32 values over 60 are 6 bins of 10; integers are not cut finer than 1', () => {
    expect(sturgesEdges(0, 60, 32, false)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(sturgesEdges(0, 3, 32, true)).toEqual([0, 1, 2, 3]);
    expect(sturgesEdges(0, 3, 32, false)).toHaveLength(7);
  });

  it('[D8] of a constant column: half a unit to either side', () => {
    expect(sturgesEdges(5, 5, 9, false)).toEqual([4.5, 5.5]);
    expect(equalWidthEdges(5, 5, 2)).toEqual([4.5, 5, 5.5]);
  });
});

describe('labelEdges', () => {
  it('uses as many digits as keep neighbours apart', () => {
    expect(labelEdges([0.30102999, 0.5], 'number')).toEqual(['0.301', '0.5']);
    expect(labelEdges([1000.01, 1000.02], 'number')).toEqual(['1,000.01', '1,000.02']);
    expect(labelEdges([-12480, 1e-9], 'number')).toEqual(['−12,480', '1e-9']);
  });

  it('shows dates as dates, with the time of day where that is needed', () => {
    const day = Date.UTC(2026, 2, 12);
    expect(labelEdges([day, day + 86_400_000], 'timestamp')).toEqual(['2026-03-12', '2026-03-13']);
    expect(labelEdges([day, day + 3_600_000], 'timestamp')).toEqual(['2026-03-12 00:00', '2026-03-12 01:00']);
    expect(labelEdges([0, 5_400_000], 'time')).toEqual(['00:00', '01:30']);
  });
});
