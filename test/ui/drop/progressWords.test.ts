import { describe, expect, it } from 'vitest';

import type { ActivityItem } from '../../../src/state/activities';
import { progressWords } from '../../../src/ui/drop/ActivityLine';

function running(bytesDone: number, bytesPerSecond: number | null, byteLength = 10_000_000): ActivityItem {
  return {
    id: '0',
    path: 'trips.csv',
    byteLength,
    state: { kind: 'running', bytesDone, bytesPerSecond },
  };
}

describe('the progress of a file in words', () => {
  it('has a rate and the time left, once there is a rate', () => {
    // 8 MB are left, at 2 MB a second.
    expect(progressWords(running(2_000_000, 2_000_000))).toBe('2.0 MB/s · 4 s left');
    expect(progressWords(running(0, null))).toBe('10.0 MB');
  });

  it('names no size that is not known yet', () => {
    expect(progressWords(running(0, null, 0))).toBe('Working');
  });

  it('promises no end where all is read and the rest is still to do', () => {
    expect(progressWords(running(10_000_000, 2_000_000))).toBe('All read, finishing');
  });
});
