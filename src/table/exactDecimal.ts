/** A number that is neither an integer nor what any double's shortest text says; `text` has all its digits, and no exponent. */
export class ExactDecimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Doubles tell all decimals of so many significant digits apart. */
const digitsOfDouble = 15;

/**
 * The number that a decimal's digits (`-12.30`) are, with none of them lost: a double where its shortest text is the same
 * number, a bigint where it is an integer, else an `ExactDecimal`.
 */
export function exactNumber(digits: string): number | bigint | ExactDecimal {
  const text = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  if (text.replace(/^[-0.]+/, '').length <= digitsOfDouble) return Number(text) + 0;
  if (!text.includes('.')) return BigInt(text);
  return String(Number(text)) === text ? Number(text) : new ExactDecimal(text);
}
