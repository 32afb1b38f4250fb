/** A decimal: `unscaled` × 10^-`scale`. */
export interface WrittenDecimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** More digits than any decimal of the format has. */
const mostDigits = 80;

/** What a number in canonical form is, every digit kept; null where it is none, or too long for a decimal. */
export function decimalOf(cell: string): WrittenDecimal | null {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/.exec(cell);
  if (!found) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const scale = fraction.length - Number(exponent);
  if (whole.length + fraction.length + Math.abs(scale) > mostDigits) return null;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return scale >= 0 ? { unscaled: digits, scale } : { unscaled: digits * 10n ** BigInt(-scale), scale: 0 };
}
