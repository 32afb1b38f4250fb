import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration } from '../../../src/gates/contract/duration';
import { momentOfWall, wallClock, isTimeZone } from '../../../src/gates/freshness/timeZone';
import {
  deadlineAfter,
  plainClock,
  workingTime,
  type FreshnessClock,
} from '../../../src/gates/freshness/workingTime';

const berlin: FreshnessClock = { ...plainClock, zone: 'Europe/Berlin' };
const office: FreshnessClock = { zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] };
const at = (text: string): number => Date.parse(text);
const span = (value: string, unit: string) => readDuration(value, unit)!;
const after = (moment: string, value: string, unit: string, clock: FreshnessClock): string =>
  new Date(deadlineAfter(at(moment), span(value, unit), clock)).toISOString();

describe('a limit', () => {
  it('[F2] of one day takes 23 hours where the clocks go forward, and 25 where they go back', () => {
    // Berlin moves from +1 to +2 on 2026-03-29, and back on 2026-10-25: noon is 11:00 or 10:00 UTC.
    expect(after('2026-03-28T11:00:00Z', '1', 'day', berlin)).toBe('2026-03-29T10:00:00.000Z');
    expect(after('2026-10-24T10:00:00Z', '1', 'day', berlin)).toBe('2026-10-25T11:00:00.000Z');
    expect(after('2026-03-28T11:00:00Z', '24', 'hour', berlin)).toBe('2026-03-29T11:00:00.000Z');
    expect(after('2026-03-28T11:00:00Z', '1', 'day', plainClock)).toBe('2026-03-29T11:00:00.000Z');
  });

  it('[F2] that ends at a time that is skipped ends an hour later, and at the first of one that comes twice', () => {
    // 02:30 in Berlin: 01:30 UTC in winter. On 2026-03-29 it is skipped; on 2026-10-25 it is first at 00:30 UTC.
    expect(after('2026-03-28T01:30:00Z', '1', 'day', berlin)).toBe('2026-03-29T01:30:00.000Z');
    expect(after('2026-10-24T00:30:00Z', '1', 'day', berlin)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('[F3] leaves out the days that do not count', () => {
    // Friday 10:00 in Berlin; a day later is Monday 10:00, and 20 hours are 14 of Friday and 6 of Monday.
    expect(after('2026-11-27T09:00:00Z', '1', 'day', office)).toBe('2026-11-30T09:00:00.000Z');
    expect(after('2026-11-27T09:00:00Z', '20', 'hour', office)).toBe('2026-11-30T05:00:00.000Z');
    // Saturday begins on Monday at midnight, and a day ends on Tuesday at midnight.
    expect(after('2026-11-28T09:00:00Z', '1', 'day', office)).toBe('2026-11-30T23:00:00.000Z');
    // Thursday before a holiday, which is a Friday.
    expect(after('2026-12-24T09:00:00Z', '1', 'day', office)).toBe('2026-12-28T09:00:00.000Z');
  });

  it('[F3] counts what lies between two moments on days that count', () => {
    const hours = workingTime(at('2026-11-27T09:00:00Z'), at('2026-11-30T05:00:00Z'), office) / 3_600_000;
    expect(hours).toBe(20);
    expect(workingTime(5, 4, office)).toBe(0);
  });

  it('[F3] in hours has passed at its end, whatever the zone and the days that count', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1_200_000_000_000, max: 1_900_000_000_000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(...zones),
        fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        (moment, hours, zone, weekdays) => {
          const clock = { zone, weekdays, holidays: ['2026-12-25'] };
          const end = deadlineAfter(moment, span(String(hours), 'h'), clock);
          expect(workingTime(moment, end, clock)).toBe(hours * 3_600_000);
        },
      ),
    );
  });
});

describe('a time zone', () => {
  it('is one of the IANA database', () => {
    expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Base')]).toEqual([true, false]);
  });

  it('[F2] shows a moment on the wall, and the wall leads back to it but for the hour that comes twice', () => {
    expect(new Date(wallClock('Asia/Kolkata', at('2026-01-01T00:00:00.250Z'))).toISOString()).toBe(
      '2026-01-01T05:30:00.250Z',
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_900_000_000_000 }),
        fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'),
        (moment, zone) => {
          const back = momentOfWall(zone, wallClock(zone, moment));
          expect(wallClock(zone, back)).toBe(wallClock(zone, moment));
          expect(back).toBeLessThanOrEqual(moment);
        },
      ),
    );
  });
});
