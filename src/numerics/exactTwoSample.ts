/**
 * P(D ≥ d) for two samples of `m` and `n` values of one continuous distribution, counted over all lattice paths from
 * (0, 0) to (m, n) (Hodges, "The Significance Probability of the Smirnov Two-Sample Test", 1958). Takes time
 * proportional to max(m, n) × (1 + min(m, n) d) unless m = n, where it is proportional to n.
 */
export function exactTwoSample(d: number, m: number, n: number): number {
  const divisor = greatestCommonDivisor(m, n);
  // D is a multiple of 1 / lcm(m, n).
  const height = Math.round(d * (m / divisor) * n);
  if (height === 0) return 1;
  const probability =
    m === n ? outsideSquare(n, height) : outsideBand(Math.max(m, n), Math.min(m, n), divisor, height);
  return Math.min(1, Math.max(0, probability));
}

/** 2 (C(2n, n−h) − C(2n, n−2h) + …) / C(2n, n), by Horner's scheme from the last term, so that nothing cancels. */
function outsideSquare(n: number, height: number): number {
  let probability = 0;
  for (let k = Math.floor(n / height); k >= 0; k -= 1) {
    let factor = 1;
    for (let j = 0; j < height; j += 1) factor = ((n - k * height - j) * factor) / (n + k * height + j + 1);
    probability = factor * (1 - probability);
  }
  return 2 * probability;
}

/**
 * The share of paths that touch the band |n' i − m' j| ≥ h, m' = m / divisor, n' = n / divisor, m > n. Column by column, the share of paths to
 * (i, j) that did: A(i, j) = (i A(i−1, j) + j A(i, j−1)) / (i + j), where A = 1 outside the band.
 */
function outsideBand(m: number, n: number, divisor: number, height: number): number {
  const stepM = m / divisor;
  const stepN = n / divisor;
  let low = 0;
  let high = Math.min(Math.ceil(height / stepM), n + 1);
  const outside = new Float64Array(Math.min(2 * high + 2, n + 1)).fill(1);
  outside.fill(0, low, high);
  const inverse = Float64Array.from({ length: m + n + 2 }, (_, total) => 1 / total);
  for (let i = 1; i <= m; i += 1) {
    const lastLow = low;
    const lastLength = high - low;
    low = Math.min(Math.max(Math.floor((stepN * i - height) / stepM) + 1, 0), n);
    high = Math.min(Math.ceil((stepN * i + height) / stepM), n + 1);
    if (high <= low) return 1;
    let value = low === 0 ? 0 : 1;
    const shift = low - lastLow;
    for (let j = low; j < high; j += 1) {
      const left = outside[j - low + shift] ?? 1;
      value = (left * i + value * j) * (inverse[i + j] ?? 0);
      outside[j - low] = value;
    }
    const length = high - low;
    if (lastLength > length) outside.fill(1, length, lastLength);
  }
  return outside[high - low - 1] ?? 1;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
