import { expect, it } from 'vitest';
import { spreadsheetCsv } from '../../../src/formats/spreadsheet/spreadsheetCsv';

it('Numbers stay numbers, also negative ones, and nothing is an empty cell', () => {
  expect(
    spreadsheetCsv([
      ['at', 'value (s)'],
      ['v1', -1.5],
      ['v2', null],
    ]),
  ).toBe('at,value (s)\r\nv1,-1.5\r\nv2,\r\n');
});

it('Text that a spreadsheet would run gets an apostrophe in front, and what a reader would take apart is quoted', () => {
  expect(spreadsheetCsv([['=1+1', ' ＝cmd', 'a,"b"']])).toBe(`'=1+1,' ＝cmd,"a,""b"""\r\n`);
});
