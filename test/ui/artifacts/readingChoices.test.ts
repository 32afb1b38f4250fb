import { describe, expect, it } from 'vitest';
import { defaultReadOptions, type ReadOptions } from '../../../src/table/schema';
import { choicesOf, optionsOf } from '../../../src/ui/artifacts/readingChoices';

describe('the choices of Read differently', () => {
  it('leave all to be found until something is chosen', () => {
    expect(optionsOf(choicesOf(defaultReadOptions))).toEqual(defaultReadOptions);
  });

  it('stand for every read option, and give the same options back', () => {
    const options: ReadOptions = {
      skipBadRows: true,
      delimiter: '||',
      hasHeader: null,
      headerLines: 2,
      encoding: 'windows-1252',
      quote: '',
      escape: 'backslash',
      trimBlanks: false,
      comment: '',
      skipLines: 3,
      decimal: ',',
      thousands: '.',
      nullTexts: ['NA', '.'],
      padShortRows: true,
      dropEmptyCells: true,
      maxBadShare: 1,
      readWholeFile: true,
    };
    expect(optionsOf(choicesOf(options))).toEqual(options);
  });

  it('take a header or none for its number of lines', () => {
    expect(optionsOf(choicesOf({ ...defaultReadOptions, hasHeader: false })).headerLines).toBe(0);
    expect(optionsOf(choicesOf({ ...defaultReadOptions, hasHeader: true })).headerLines).toBe(1);
  });
});
