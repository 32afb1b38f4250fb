/** A number that no double's shortest text says; `text` has all its digits, and no exponent. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Doubles tell all decimals of so many significant digits apart. */
export const digitsOfDouble = 15;
/** Integers of more digits are left as text: nobody calculates with them. */
const longestBigint = 400;

/**
 * The number that digits (`-12.30`) are, with none of them lost: a double where its shortest text is the same number, a bigint
 * where it is an integer, else an `ExactNumber`.
 */
export function exactNumber(digits: string): number | bigint | ExactNumber {
  const text = digits.includes('.') ? withoutTrailingZeros(digits) : digits;
  if (text.length <= digitsOfDouble || text.replace(/^[-0.]+/, '').length <= digitsOfDouble)
    return Number(text) + 0;
  if (!text.includes('.')) return exactInteger(text);
  return String(Number(text)) === text ? Number(text) : new ExactNumber(text);
}

function exactInteger(text: string): number | bigint | ExactNumber {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  return text.length > longestBigint ? new ExactNumber(text) : BigInt(text);
}

function withoutTrailingZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === '0') end--;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
