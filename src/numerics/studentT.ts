import { deviance, stirlingError } from './logarithms';

/**
 * P(|T| ≥ |t|) of Student's distribution, for any positive number of degrees of freedom, whole or not: the regularised
 * incomplete beta function I_x(ν/2, ½) at x = ν / (ν + t²). Accurate to the smallest probabilities; 1 at t = 0, 0 at ±∞.
 */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  if (t === 0) return 1;
  if (!Number.isFinite(t)) return Number.isNaN(t) ? NaN : 0;
  return incompleteBeta(placeOf(t, degreesOfFreedom));
}

/** The t > 0 with P(|T| ≥ t) = `probability`, by Newton's method within a bracket; `probability` strictly between 0 and 1. */
export function studentTCritical(probability: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (studentTTwoSided(high, degreesOfFreedom) > probability) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step += 1) {
    const place = placeOf(t, degreesOfFreedom);
    const excess = incompleteBeta(place) - probability;
    if (excess > 0) low = t;
    else high = t;
    // The derivative of P(|T| ≥ t) is −(2 / t) x^a y^b / B(a, b).
    const newton = t + (excess * t) / (2 * betaTerm(place));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

/** An argument of the incomplete beta function with its complement, so that neither loses digits. */
interface BetaPlace {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  /** 1 − x */
  readonly y: number;
}

function placeOf(t: number, degreesOfFreedom: number): BetaPlace {
  // As a share of the larger term: t² of a large t would overflow.
  const ratio = (t / degreesOfFreedom) * t;
  const x = 1 / (1 + ratio);
  const y = ratio === Infinity ? 1 : ratio / (1 + ratio);
  return { a: degreesOfFreedom / 2, b: 0.5, x, y };
}

/** I_x(a, b) by its continued fraction on the side where that converges (Abramowitz and Stegun 26.5.8). */
function incompleteBeta(place: BetaPlace): number {
  const { a, b, x, y } = place;
  if (x < (a + 1) / (a + b + 2)) return (betaTerm(place) / a) * betaFraction(place);
  return 1 - (betaTerm(place) / b) * betaFraction({ a: b, b: a, x: y, y: x });
}

/** x^a y^b / B(a, b), the large logarithms cancelled before they are taken (Loader 2000). */
function betaTerm({ a, b, x, y }: BetaPlace): number {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

/** Lentz's method on the continued fraction of I_x(a, b) · a · B(a, b) / (x^a y^b). */
function betaFraction({ a, b, x }: BetaPlace): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let fraction = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return fraction;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
