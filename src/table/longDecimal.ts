const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const splitter = 134_217_729;
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * The double nearest to a decimal of 16 or 17 significant digits, where the decimal is also that double's shortest form;
 * NaN where that is not so, or not certain, and the slow way has to tell. The digits' value is
 * (`leading` × 10^`trailingCount` + `trailing`) / 10^`fractionDigits`, with 15 digits in `leading`, and the last digit not zero.
 *
 * The quotient q of the rounded digits is corrected by its exact remainder (Dekker, "A floating-point technique for
 * extending the available precision", 1971), which leaves an error of about 2^-100; a decimal is the shortest form where it is
 * the nearest of its length to the double and neither neighbour that is one digit shorter lies within half a unit of it.
 */
export function shortestDouble(
  leading: number,
  trailing: number,
  trailingCount: number,
  fractionDigits: number,
): number {
  const scale = powersOfTen[trailingCount]!;
  const divisor = powersOfTen[fractionDigits]!;
  const upper = Math.floor(leading / 1_048_576);
  const lower = (leading - upper * 1_048_576) * scale + trailing;
  const upperScaled = upper * scale * 1_048_576;
  const digits = upperScaled + lower;
  const digitsRest = lower - (digits - upperScaled);
  const quotient = digits / divisor;
  const product = quotient * divisor;
  const remainder = digits - product - productError(quotient, divisor, product) + digitsRest;
  const correction = remainder / divisor;
  const value = quotient + correction;
  const rest = quotient - value + correction;
  const unit = unitInLastPlace(value);
  if (Number.isNaN(unit)) return Number.NaN;
  const margin = unit * 1e-6;
  if (Math.abs(rest) > unit / 2 - margin) return Number.NaN;
  const step = 1 / divisor;
  if (Math.abs(rest) > step * 0.499_999) return Number.NaN;
  const lastDigit = trailing % 10;
  const half = unit / 2 + margin;
  const below = Math.abs(rest - lastDigit * step);
  const above = Math.abs(rest + (10 - lastDigit) * step);
  return below > half && above > half ? value : Number.NaN;
}

/** What a × b is more than its rounded product. */
function productError(a: number, b: number, product: number): number {
  const aBig = splitter * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = splitter * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** NaN for powers of two, below which the unit is half as large. */
function unitInLastPlace(value: number): number {
  bits[0] = value;
  const high = words[1]!;
  if (words[0] === 0 && (high & 0xf_ffff) === 0) return Number.NaN;
  words[0] = 0;
  words[1] = high & 0x7ff0_0000;
  return bits[0] * 2 ** -52;
}
