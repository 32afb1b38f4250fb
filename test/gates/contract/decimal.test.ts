import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDecimals,
  decimalKey,
  isMultipleOf,
  parseDecimal,
  type Decimal,
} from '../../../src/gates/contract/decimal';

const decimal = (text: string): Decimal => parseDecimal(text)!;
const compared = (a: string, b: string): number => Math.sign(compareDecimals(decimal(a), decimal(b)));

describe('a decimal', () => {
  it.each([
    ['9999999999.98', '9999999999.99', -1],
    // Both are 0.1 as a double.
    ['0.1', '0.1000000000000000000001', -1],
    ['123456789012345678901234567890', '123456789012345678901234567891', -1],
    ['1.50', '15e-1', 0],
    ['-0', '0', 0],
    ['-2', '-3', 1],
  ])('[K5] %s beside %s is %i', (a, b, order) => {
    expect(compared(a, b)).toBe(order);
    expect(compared(b, a)).toBe(-order + 0);
  });

  it.each(['', '.', 'e5', '0x10', '1_000', '1e9999999', '1e5000', 'NaN', `1${'0'.repeat(5000)}`])(
    '[K5] is not %j',
    (text) => {
      expect(parseDecimal(text)).toBeNull();
    },
  );

  it.each([
    ['0.3', '0.1', true],
    ['0.35', '0.1', false],
    ['15', '5', true],
    ['-15', '5', true],
    ['0', '5', true],
    ['1e3', '8', true],
    ['3', '0', false],
    ['0', '0', true],
  ])('[K8] %s is a multiple of %s: %s', (value, of, isOne) => {
    expect(isMultipleOf(decimal(value), decimal(of))).toBe(isOne);
  });

  it('[K5] has one key for all ways to write it, and integers the order of bigints', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(-(10n ** 30n), 10n ** 30n), (a, b) => {
        expect(decimalKey(decimal(`${a}.00`))).toBe(decimalKey(decimal(`${a}0e-1`)));
        expect(compared(String(a), String(b))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });
});
