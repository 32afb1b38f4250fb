import { describe, expect, it } from 'vitest';
import { dateText, decimalText, timestampText, timeText } from '../../src/formats/isoText';

describe('times as text', () => {
  it.each<[bigint | number, 1 | 1000 | 1_000_000 | 1_000_000_000, boolean, string | null]>([
    [0n, 1, true, '1970-01-01T00:00:00Z'],
    [-1n, 1_000_000_000, false, '1969-12-31T23:59:59.999999999'],
    [1_500n, 1_000, false, '1970-01-01T00:00:01.500'],
    [-1, 1000, true, '1969-12-31T23:59:59.999Z'],
    [9223372036854775807n, 1_000_000_000, true, '2262-04-11T23:47:16.854775807Z'],
    [9223372036854775807n, 1, true, null],
  ])('%s at %i a second', (value, unitsPerSecond, isUtc, text) => {
    expect(timestampText(value, unitsPerSecond, isUtc)).toBe(text);
  });

  it('days and times of day', () => {
    expect(dateText(0)).toBe('1970-01-01');
    expect(dateText(-1)).toBe('1969-12-31');
    expect(dateText(1e9)).toBeNull();
    expect(timeText(86_399_999_999n, 1_000_000)).toBe('23:59:59.999999');
    expect(timeText(86_400, 1)).toBeNull();
    expect(timeText(-1, 1)).toBeNull();
  });
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
