import { durbinMatrix } from './durbinMatrix';
import { deviance, stirlingError } from './logarithms';
import { pelzGood } from './pelzGood';
import { pomeranz } from './pomeranz';

/**
 * P(D_n ≥ x) of the two-sided one-sample Kolmogorov–Smirnov statistic: scipy's `kstwo.sf(x, n)`. The method for each
 * region is that of R. Simard and P. L'Ecuyer, "Computing the Two-Sided Kolmogorov–Smirnov Distribution" (2011).
 */
export function kolmogorovSurvival(x: number, n: number): number {
  if (x >= 1) return 0;
  const t = n * x;
  if (t <= 0.5) return 1;
  if (t <= 1) return 1 - rubenGambino(n, 2 * t - 1);
  if (t >= n - 1) return 2 * (1 - x) ** n;
  if (x >= 0.5) return 2 * smirnovSurvival(x, n);
  const tx = t * x;
  if (n <= 140) {
    if (tx <= 0.754693) return 1 - durbinMatrix(x, n);
    if (tx <= 4) return 1 - pomeranz(x, n);
    return 2 * smirnovSurvival(x, n);
  }
  if (tx >= 370) return 0;
  if (tx >= 2.2) return Math.min(1, 2 * smirnovSurvival(x, n));
  // From here the limit distribution function is under 1e-17, and the exact one is smaller still.
  if ((x + 1 / n) ** 2 * n < 0.03) return 1;
  const below = n <= 100_000 && n * x ** 1.5 <= 1.4 ? durbinMatrix(x, n) : pelzGood(x, n);
  return Math.min(1, Math.max(0, 1 - below));
}

/** n! (s / n)^n: P(D_n ≤ x) where n x ≤ 1 and s = 2 n x − 1. */
function rubenGambino(n: number, s: number): number {
  // n! / n^n = √(2πn) e^(−n) e^(stirlingError)
  return Math.sqrt(2 * Math.PI * n) * Math.exp(stirlingError(n) - n + n * Math.log(s));
}

/**
 * P(D_n⁺ ≥ x), Birnbaum and Tingey's Σ x C(n, v) (x + v/n)^(v−1) (1 − x − v/n)^(n−v) over 0 ≤ v ≤ n (1 − x). Each term is a binomial probability times x / (x + v/n), and none is negative.
 */
export function smirnovSurvival(x: number, n: number): number {
  const last = Math.floor(n * (1 - x));
  // The terms are smooth in v and vanish at both ends where n is large: a coarser sum is then the same to 1e-13.
  const step = n > 4096 ? Math.floor(n / 1024) : 1;
  let total = (1 - x) ** n;
  const errorOfN = stirlingError(n);
  for (let v = step; v <= last; v += step) {
    const rest = n - v;
    if (rest === 0) continue;
    const a = x + v / n;
    const b = 1 - a;
    if (b <= 0) continue;
    const logarithm =
      errorOfN - stirlingError(v) - stirlingError(rest) - deviance(v, n * a) - deviance(rest, n * b);
    total += (x / a) * Math.exp(logarithm) * Math.sqrt(n / (2 * Math.PI * v * rest)) * step;
  }
  return total;
}
