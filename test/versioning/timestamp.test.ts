import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  millisecondsFromTimestamp,
  parseTimestamp,
  timestampAfter,
  timestampFromMilliseconds,
  type Timestamp,
} from '../../src/versioning/timestamp';

function parsed(text: string): string | null {
  const result = parseTimestamp(text);
  return result.ok ? result.value : null;
}

describe('timestamps', () => {
  it('are fixed-width UTC text with nine decimals', () => {
    expect(parsed('2026-03-12T08:30:00Z')).toBe('2026-03-12T08:30:00.000000000Z');
    expect(parsed('2026-03-12T08:30:00.5Z')).toBe('2026-03-12T08:30:00.500000000Z');
    expect(parsed('2020-12-28T09:52:00.001234567Z')).toBe('2020-12-28T09:52:00.001234567Z');
    expect(parsed('2026-03-12')).toBe('2026-03-12T00:00:00.000000000Z');
  });

  it('turn an offset into UTC, across midnight and the year', () => {
    expect(parsed('2026-01-01T00:30:00+01:00')).toBe('2025-12-31T23:30:00.000000000Z');
    expect(parsed('2025-12-31T23:30:00.25-0100')).toBe('2026-01-01T00:30:00.250000000Z');
  });

  it('take what has no zone as UTC', () => {
    expect(parsed('2026-03-12 08:30')).toBe('2026-03-12T08:30:00.000000000Z');
  });

  it('refuse what is no date', () => {
    for (const text of [
      '',
      'yesterday',
      '2026-02-30',
      '2026-13-01T00:00:00Z',
      '2026-03-12T25:00:00Z',
      '{{ now }}',
      '12/03/2026',
    ]) {
      expect(parsed(text)).toBeNull();
    }
  });

  it('are what the calendar says, of every day and of what is none', () => {
    const number = (least: number, most: number) => fc.integer({ min: least, max: most });
    const digits = (value: number) => String(value).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.tuple(number(2023, 2025), number(0, 13), number(0, 32), number(0, 24), number(0, 61)),
        ([year, month, day, hour, minute]) => {
          const utc = new Date(Date.UTC(year, month - 1, day, hour, minute));
          const text = `${year}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:00Z`;
          const isReal = month === utc.getUTCMonth() + 1 && day === utc.getUTCDate();
          const expected = isReal && hour < 24 && minute < 60 ? utc.toISOString().slice(0, 19) : null;
          // The hour 24 is midnight of the next day.
          if (hour < 24) expect(parsed(text)?.slice(0, 19) ?? null).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('come back to the millisecond, and sort as text', () => {
    const moments = fc.integer({ min: 0, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(moments, moments, (first, second) => {
        const a = timestampFromMilliseconds(first);
        const b = timestampFromMilliseconds(second);
        expect(millisecondsFromTimestamp(a)).toBe(first);
        expect(parsed(a)).toBe(a);
        expect(a < b).toBe(first < second);
      }),
    );
  });

  it('[V18] that are recorded later are later, even where the clock stands still or jumps back', () => {
    const now = '2026-03-12T08:30:00.000000000Z' as Timestamp;
    expect(timestampAfter(undefined, now)).toBe(now);
    expect(timestampAfter('2026-03-12T08:29:59.999999999Z' as Timestamp, now)).toBe(now);
    expect(timestampAfter(now, now)).toBe('2026-03-12T08:30:00.000000001Z');
    expect(timestampAfter('2026-12-31T23:59:59.999999999Z' as Timestamp, now)).toBe(
      '2027-01-01T00:00:00.000000000Z',
    );
  });
});
