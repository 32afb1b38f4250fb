import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsApart, digitsApartFromAll } from '../../src/lib/digitsApart';

describe('the digits that tell a figure from a threshold', () => {
  it('are as few as are asked for where these do, else more', () => {
    // 0.10 would be 0.1 itself.
    expect(digitsApart(0.0996, 0.1, 2)).toBe(3);
    expect(digitsApart(0.0996, 0.2, 2)).toBe(2);
    expect(digitsApart(180.04, 180, 4)).toBe(5);
    expect(digitsApartFromAll(180.0394, [200, 180, 180.04], 4)).toBe(6);
    // A figure that is the threshold has to look like it.
    expect(digitsApart(0.12345, 0.12345, 2)).toBe(5);
  });

  it('leave a figure on its side', () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(any, any, (value, threshold) => {
        const shown = Number(value.toPrecision(digitsApart(value, threshold, 1)));
        expect(Math.sign(shown - threshold)).toBe(Math.sign(value - threshold));
      }),
    );
  });
});
