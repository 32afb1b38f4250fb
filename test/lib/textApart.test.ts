import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textApart } from '../../src/lib/textApart';

describe('textApart', () => {
  it('has as many decimals as tell a figure apart from a limit', () => {
    expect(textApart(0.0996, [0.1])).toBe('0.0996');
    expect(textApart(0.31, [0.1, 0.25])).toBe('0.31');
    expect(textApart(12.6, [12.7], 0)).toBe('12.6');
  });

  it('takes what equals a limit to nine digits as equal to it', () => {
    expect(textApart(0.1 + 1e-12, [0.1])).toBe('0.10');
  });

  it('never puts a figure on the other side of a limit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2, noNaN: true }), fc.constantFrom(0.1, 0.25), (value, limit) => {
        expect(Number(textApart(value, [limit])) >= limit * (1 - 1e-9)).toBe(value >= limit * (1 - 1e-9));
      }),
    );
  });
});
