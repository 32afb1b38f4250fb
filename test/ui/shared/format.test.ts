import { describe, expect, it } from 'vitest';

import {
  formatBytes,
  formatChange,
  formatCounted,
  formatDistinct,
  formatDuration,
  formatFigure,
  formatShare,
  formatShown,
  formatTimeLeft,
} from '../../../src/ui/shared/format';

describe('figures in words', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [4_520, '4.5 KB'],
    [99_949, '99.9 KB'],
    [99_950, '100 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [130_000_000, '130 MB'],
    [2_147_483_648, '2.1 GB'],
  ])('%d bytes are %s: units of 1000, never 1,000 of one', (byteLength, text) => {
    expect(formatBytes(byteLength)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [420.4, '420 ms'],
    [999.6, '1.0 s'],
    [1_440, '1.4 s'],
    [9_960, '10 s'],
    [72_000, '1 m 12 s'],
    [60_000, '1 m'],
    [59_600, '1 m'],
    [3_599_600, '1 h'],
    [7_500_000, '2 h 5 m'],
    [273_600_000, '3 d 4 h'],
  ])('%d ms last %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it.each([
    [0, '1 s left'],
    [935, '1 s left'],
    [2_001, '3 s left'],
    [72_000, '1 m 12 s left'],
  ])('%d ms left are %s: an estimate has no fractions of a second', (leftMs, text) => {
    expect(formatTimeLeft(leftMs)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.0005, '< 0.1 %'],
    [0.003, '0.3 %'],
    [0.123, '12 %'],
    [0.9999, '> 99.9 %'],
    [1, '100 %'],
  ])('a share of %d is %s: what is there is not shown as nothing, what lacks not as all', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it.each([
    [0.312_73, '0.3127'],
    [12_480.4, '12,480'],
    [-3.5, '−3.5'],
    [1.234e-9, '1.23e−9'],
    [0, '0'],
    [Infinity, '∞'],
  ])('the figure %d is %s', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });

  it('counts with the right plural and sign', () => {
    expect(formatCounted(1, 'row')).toBe('1 row');
    expect(formatCounted(12_480, 'row')).toBe('12,480 rows');
    expect(formatChange(1204)).toBe('+1,204');
    expect(formatChange(-3)).toBe('−3');
    expect(formatChange(0)).toBe('0');
  });

  it('says how much of a list is shown where a filter hides some of it', () => {
    expect(formatShown(1204, 1204)).toBe('1,204');
    expect(formatShown(0, 1204)).toBe('0 of 1,204');
  });

  it('says that an estimate is one, rounded to what it is good for', () => {
    expect(formatDistinct({ count: 962, isExact: true, relativeError: 0 })).toBe('962');
    expect(formatDistinct({ count: 961_873, isExact: false, relativeError: 0.0081 })).toBe(
      '≈ 962,000, ± 0.8 %',
    );
  });
});
