import { describe, expect, it } from 'vitest';
import { judge, median } from '../../bench/statistics';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100, 11], 10.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });

  it('leaves its values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('the standing beside the peers', () => {
  const measurements = {
    ours: [2, 2, 50],
    peers: [
      { name: 'sha256sum', values: [4, 3, 4] },
      { name: 'bare read', values: [1, 1, 1] },
    ],
  };

  it('is our median over each peer’s', () => {
    // Medians 2, 4 and 1: 2 / 4 and 2 / 1; the one slow round of 50 changes nothing.
    expect(judge(measurements, 0.8)).toEqual({
      median: 2,
      peers: [
        { name: 'sha256sum', median: 4, ratio: 0.5 },
        { name: 'bare read', median: 1, ratio: 2 },
      ],
      met: true,
    });
  });

  it('meets a goal that it equals, and misses a smaller one; only the first peer counts', () => {
    expect(judge(measurements, 0.5).met).toBe(true);
    expect(judge(measurements, 0.49).met).toBe(false);
  });

  it('without a peer is our median against the goal in the same unit', () => {
    expect(judge({ ours: [14, 16, 90], peers: [] }, 16)).toEqual({ median: 16, peers: [], met: true });
    expect(judge({ ours: [17], peers: [] }, 16).met).toBe(false);
  });

  it('misses where nothing was measured', () => {
    expect(judge({ ours: [], peers: [{ name: 'sha256sum', values: [] }] }, 1).met).toBe(false);
    expect(judge({ ours: [], peers: [] }, 1).met).toBe(false);
  });
});
