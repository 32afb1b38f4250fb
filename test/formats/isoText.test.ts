import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateText, decimalText, timestampText, timeText } from '../../src/formats/isoText';

describe('times as text', () => {
  it.each<[bigint | number, 1 | 1000 | 1_000_000 | 1_000_000_000, boolean, string]>([
    [0n, 1, true, '1970-01-01T00:00:00Z'],
    [-1n, 1_000_000_000, false, '1969-12-31T23:59:59.999999999'],
    [1_500n, 1_000, false, '1970-01-01T00:00:01.500'],
    [-1, 1000, true, '1969-12-31T23:59:59.999Z'],
    [9223372036854775807n, 1_000_000_000, true, '2262-04-11T23:47:16.854775807Z'],
    // 292,277,026,596 years is how long signed 64-bit Unix times last, as is well known.
    [9223372036854775807n, 1, true, '292277026596-12-04T15:30:07Z'],
    [253_402_300_800n, 1, false, '10000-01-01T00:00:00'],
    [-62_167_219_201_000, 1000, true, '-0001-12-31T23:59:59Z'],
  ])('%s at %i a second', (value, unitsPerSecond, isUtc, text) => {
    expect(timestampText(value, unitsPerSecond, isUtc)).toBe(text);
  });

  it('days and times of day', () => {
    expect(dateText(0)).toBe('1970-01-01');
    expect(dateText(-1)).toBe('1969-12-31');
    expect(dateText(2_932_896)).toBe('9999-12-31');
    expect(dateText(2_932_897)).toBe('10000-01-01');
    expect(dateText(-719_528)).toBe('0000-01-01');
    expect(dateText(-719_529)).toBe('-0001-12-31');
    // The last day of 32 bits: 5,881,580 years, as java.time has it.
    expect(dateText(2 ** 31 - 1)).toBe('5881580-07-11');
    expect(timeText(86_399_999_999n, 1_000_000)).toBe('23:59:59.999999');
    expect(timeText(86_400, 1)).toBe('24:00:00');
    expect(timeText(-1, 1)).toBe('-00:00:01');
  });
});

it('agrees with the platform on every time that it knows', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (date) => {
        fc.pre(date.getUTCFullYear() >= 0);
        const told = timestampText(BigInt(date.getTime()), 1_000, true);
        expect(new Date(told)).toEqual(date);
        expect(told.slice(0, 19)).toBe(date.toISOString().slice(0, 19));
      },
    ),
  );
});

describe('decimals as text', () => {
  it.each<[bigint | number, number, string]>([
    [12345n, 2, '123.45'],
    [-5n, 2, '-0.05'],
    [0, 3, '0.000'],
    [7, 0, '7'],
    [7, -2, '700'],
    [10n ** 37n, 10, '1000000000000000000000000000.0000000000'],
  ])('%s with scale %i', (unscaled, scale, text) => {
    expect(decimalText(unscaled, scale)).toBe(text);
  });
});
