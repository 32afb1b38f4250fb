/** A decimal of any size: `coefficient` × 10^−`scale`, and the double nearest to it. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
  readonly nearest: number;
}

const written = /^[ \t]*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?[ \t]*$/;
/** Numbers of more digits than this, before or behind the point, are refused: nobody promises them. */
const mostDigits = 4096;

/** The decimal that a text says, as JSON, YAML or a CSV writes numbers; null where it says none, or one of more than 4096 digits. */
export function parseDecimal(text: string): Decimal | null {
  const match = written.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const digits = whole + fraction;
  const scale = fraction.length - Number(exponent);
  if (digits.length > mostDigits || Math.abs(scale) > mostDigits) return null;
  const magnitude = BigInt(digits) * (scale < 0 ? 10n ** BigInt(-scale) : 1n);
  return {
    coefficient: sign === '-' ? -magnitude : magnitude,
    scale: Math.max(0, scale),
    nearest: Number(text.trim()),
  };
}

/** Below zero where `a` is less than `b`, 0 where they are the same number, else above zero. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  // Rounding to a double keeps the order of two numbers, so that different doubles decide.
  if (a.nearest !== b.nearest) return a.nearest - b.nearest;
  const scale = Math.max(a.scale, b.scale);
  const difference = scaledTo(a, scale) - scaledTo(b, scale);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** Whether a number is a whole multiple of another; of 0 only 0 is. */
export function isMultipleOf(value: Decimal, of: Decimal): boolean {
  if (of.coefficient === 0n) return value.coefficient === 0n;
  const scale = Math.max(value.scale, of.scale);
  return scaledTo(value, scale) % scaledTo(of, scale) === 0n;
}

/** Equal for texts of the same number, and different for others: `1.50` and `15e-1`. */
export function decimalKey({ coefficient, scale }: Decimal): string {
  let [digits, places] = [coefficient, scale];
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  return `${digits}/${places}`;
}

function scaledTo({ coefficient, scale }: Decimal, wanted: number): bigint {
  return scale === wanted ? coefficient : coefficient * 10n ** BigInt(wanted - scale);
}
