import { describe, expect, it } from 'vitest';
import { meaningOfFormat, valueOfNumber } from '../../../src/formats/xlsx/numberFormat';

describe('the format of a number', () => {
  it.each([
    [14, undefined, 'date'],
    [20, undefined, 'time'],
    [22, undefined, 'timestamp'],
    [46, undefined, 'number'],
    [2, undefined, 'number'],
    [164, 'yyyy\\-mm\\-dd', 'date'],
    [164, 'mmm yy', 'date'],
    [164, '[$-409]d\\-mmm;@', 'date'],
    [164, 'mm', 'date'],
    [164, 'dd/mm/yyyy hh:mm', 'timestamp'],
    [164, 'mm:ss.0', 'time'],
    [164, 'h AM/PM', 'time'],
    [164, '[h]:mm:ss', 'number'],
    [164, '#,##0.00 "days"', 'number'],
    [164, '0.0\\d', 'number'],
    [164, '_-* #,##0_-;[Red]d', 'number'],
    [164, 'General', 'number'],
  ] as const)('%i %s shows a %s', (id, code, meaning) => {
    expect(meaningOfFormat(id, code)).toBe(meaning);
  });
});

describe('a number of days', () => {
  // Day 1 is 1 January 1900, and 61 is 1 March: workbooks count a 29 February 1900. 25,569 is 1 January 1970.
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, 60],
    [61, '1900-03-01'],
    [25569, '1970-01-01'],
    [2958465, '9999-12-31'],
    [2958466, 2958466],
    [-1, -1],
    [25569.25, '1970-01-01T06:00:00'],
  ])('%d is the date %s', (serial, value) => {
    expect(valueOfNumber(serial, 'date', 1900)).toBe(value);
  });

  it('counts from 1904 where the workbook says so', () => {
    expect(valueOfNumber(0, 'date', 1904)).toBe('1904-01-01');
    expect(valueOfNumber(60, 'date', 1904)).toBe('1904-03-01');
  });

  it('is a time of day below one, and stays a number above', () => {
    expect(valueOfNumber(0.75, 'time', 1900)).toBe('18:00:00');
    // A third of a day is 8 hours, though no double is a third.
    expect(valueOfNumber(1 / 3, 'time', 1900)).toBe('08:00:00');
    expect(valueOfNumber(1.5, 'time', 1900)).toBe(1.5);
  });

  it('keeps midnight and milliseconds of a timestamp', () => {
    expect(valueOfNumber(25569, 'timestamp', 1900)).toBe('1970-01-01T00:00:00');
    expect(valueOfNumber(25569 + 1.5 / 86400, 'timestamp', 1900)).toBe('1970-01-01T00:00:01.500');
  });
});
