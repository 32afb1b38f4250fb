import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  type Changed,
  compareChanges,
  inOrderOfChange,
  isClaim,
  latestOf,
  timeOfChange,
} from '../../src/versioning/changeOrder';
import type { Timestamp } from '../../src/versioning/timestamp';

const clock = '2026-03-12T08:30:00.000000000Z' as Timestamp;
const endOfTime = '9999-12-31T23:59:59.999999999Z' as Timestamp;

describe('the order of changes', () => {
  it('[V18] goes by counter, then time, then id; no counter is 0', () => {
    const before: Changed = { id: 'z', recordedAt: endOfTime };
    const first: Changed = { id: 'b', change: 1, recordedAt: '2026-01-01' };
    const tied: Changed = { id: 'c', change: 1, recordedAt: '2026-01-01' };
    const later: Changed = { id: 'a', change: 1, recordedAt: '2026-01-02' };
    const last: Changed = { id: 'a', change: 2, recordedAt: '2025-01-01' };
    const ordered = [before, first, tied, later, last];
    expect(inOrderOfChange(ordered.toReversed())).toEqual(ordered);
    expect(latestOf(ordered)).toBe(last);
    expect(latestOf([])).toBeNull();
  });

  it('[V18] is total: whichever way records come, the same one is the latest', () => {
    const record = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      change: fc.nat(2),
      recordedAt: fc.constantFrom('2026', '2027'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ id }) => id, minLength: 1 }), (records) => {
        expect(latestOf(records.toReversed())).toBe(latestOf(records));
        for (const a of records)
          for (const b of records)
            expect(Math.sign(compareChanges(a, b))).toBe(-Math.sign(compareChanges(b, a)) + 0);
      }),
    );
  });
});

describe('the time of a change', () => {
  it('[V47] is the clock’s, or just after the change before where the clock stands still', () => {
    expect(timeOfChange(undefined, clock)).toBe(clock);
    expect(timeOfChange('2026-03-12T08:29:59.000000000Z' as Timestamp, clock)).toBe(clock);
    expect(timeOfChange(clock, clock)).toBe('2026-03-12T08:30:00.000000001Z');
    expect(timeOfChange('2026-03-13T08:30:00.000000000Z' as Timestamp, clock)).toBe(
      '2026-03-13T08:30:00.000000001Z',
    );
  });

  it('[V47] does not follow a claim, and stands still at the end of time', () => {
    expect(timeOfChange('2026-03-13T08:30:00.000000001Z' as Timestamp, clock)).toBe(clock);
    expect(timeOfChange(endOfTime, clock)).toBe(clock);
    expect(timeOfChange(endOfTime, endOfTime)).toBe(endOfTime);
    expect([isClaim(endOfTime, clock), isClaim(endOfTime, endOfTime), isClaim(clock, clock)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
