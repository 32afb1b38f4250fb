import { deviance, stirlingError } from './logarithms';

/** P(X > x) of the chi-square distribution: the regularised upper incomplete gamma function Q(k / 2, x / 2). Accurate to the smallest probabilities. */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, x / 2);
}

/** The x with P(X ≤ x) = `probability`, by bisection and Newton's method; `probability` strictly between 0 and 1. */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  let low = 0;
  let high = a + 10 * Math.sqrt(a) + 40;
  let x = a;
  for (let step = 0; step < 200; step += 1) {
    const excess = 1 - probability - upperGamma(a, x);
    if (excess > 0) high = x;
    else low = x;
    const newton = x - excess / ((density(a, x) * a) / x);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return 2 * next;
    x = next;
  }
  return 2 * x;
}

/** x^a e^−x / Γ(a + 1) */
function density(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** Q(a, x): below a + 1 by the series of its complement, above by Lentz's continued fraction (Abramowitz and Stegun 6.5.29, 6.5.31). */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  if (x < a + 1) {
    let term = 1;
    let total = 1;
    for (let n = 1; term > total * 1e-17; n += 1) {
      term *= x / (a + n);
      total += term;
    }
    return 1 - density(a, x) * total;
  }
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return density(a, x) * a * fraction;
}
