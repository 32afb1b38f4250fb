import { expect, it } from 'vitest';
import { time } from '../../src/records/shapes/common';

const digits = (value: number): string => String(value).padStart(2, '0');

it('a time is accepted where its day exists, in any month and a leap year', () => {
  for (const year of [2026, 2028])
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${digits(month)}-${digits(day)}T08:30:00.000000000Z`;
        const there = new Date(Date.UTC(year, month - 1, day));
        const exists =
          month >= 1 && month <= 12 && there.getUTCMonth() === month - 1 && there.getUTCDate() === day;
        expect([text, time(text) === null]).toEqual([text, exists]);
      }
});
