/**
 * Parts of binomial, Poisson and gamma densities in which large logarithms cancel before they are taken, after
 * C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).
 */

const halfLogTwoPi = 0.918_938_533_204_672_8;

/** ln Γ(n + 1) − ((n + ½) ln n − n + ½ ln 2π): the error of Stirling's formula, for n > 0, whole or not. */
export function stirlingError(n: number): number {
  // The series below is exact to 1e-17 from 16 on; below, Γ(n + 1) is traced back from there.
  if (n < 16) {
    let product = 1;
    let from = n;
    while (from < 16) {
      from += 1;
      product *= from;
    }
    const logGamma =
      stirlingError(from) + (from + 0.5) * Math.log(from) - from + halfLogTwoPi - Math.log(product);
    return logGamma - ((n + 0.5) * Math.log(n) - n + halfLogTwoPi);
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x ln(x / m) + m − x, without cancellation where x is close to m; for x ≥ 0, m > 0. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const ratio = (x - m) / (x + m);
  if (Math.abs(ratio) >= 0.1) return x * Math.log(x / m) + m - x;
  let total = (x - m) * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; j < 1000; j += 1) {
    term *= ratio * ratio;
    const next = total + term / (2 * j + 1);
    if (next === total) return total;
    total = next;
  }
  return total;
}
