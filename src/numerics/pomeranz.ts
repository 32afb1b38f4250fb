/**
 * P(D_n ≤ x) by J. Pomeranz's recursion, "Exact Cumulative Distribution of the Kolmogorov–Smirnov Statistic for Small
 * Samples" (CACM 1974, algorithm 487), in the form of Simard and L'Ecuyer: 2n + 2 rows, each the one before
 * convolved with a Poisson distribution. For n up to a few hundred.
 */
export function pomeranz(x: number, n: number): number {
  const t = n * x;
  const whole = Math.floor(t);
  const fraction = t - whole;
  const near = Math.min(fraction, 1 - fraction);
  const length = 2 * (whole + 1);
  const outer = poissonTerms(near / n, length);
  const odd = poissonTerms((2 * near) / n, length);
  const even = poissonTerms((1 - 2 * near) / n, length);

  let row = new Float64Array(n + 2);
  row[0] = 1;
  let [from] = bounds(0, n, whole, fraction);
  let scale = 0;
  for (let i = 1; i <= 2 * n + 1; i += 1) {
    const next = new Float64Array(n + 2);
    const terms = i === 1 || i === 2 * n + 1 ? outer : i % 2 === 1 ? odd : even;
    const lastFrom = from;
    let to: number;
    [from, to] = bounds(i, n, whole, fraction);
    let greatest = 0;
    for (let j = from; j <= to; j += 1) {
      let total = 0;
      for (let k = Math.max(lastFrom, j - length + 1); k <= j; k += 1) {
        total += (row[k] ?? 0) * (terms[j - k] ?? 0);
      }
      next[j] = total;
      greatest = Math.max(greatest, total);
    }
    row = next;
    // Rows shrink by about n^(−1/2) each. What is taken out here goes back in with n! below.
    if (greatest > 0 && greatest < tiny) {
      for (let j = 0; j < row.length; j += 1) row[j] = (row[j] ?? 0) / tiny;
      scale += 1;
    }
  }
  return timesFactorial(row[n] ?? 0, n, scale);
}

const tiny = 1e-100;

/** value × n! × tiny^scale, in an order that stays within range. */
function timesFactorial(value: number, n: number, scaled: number): number {
  let product = value;
  let rest = scaled;
  for (let factor = 1; factor <= n; factor += 1) {
    product *= factor;
    if (product > 1 / tiny) {
      product *= tiny;
      rest -= 1;
    }
  }
  return product * tiny ** rest;
}

/** m-th entry: rate^m / m!, Poisson probabilities without their common factor. */
function poissonTerms(rate: number, length: number): Float64Array {
  const terms = new Float64Array(length).fill(1);
  for (let m = 1; m < length; m += 1) terms[m] = ((terms[m - 1] ?? 0) * rate) / m;
  return terms;
}

/** The first and last column of row `i` that can differ from zero. */
function bounds(i: number, n: number, whole: number, fraction: number): [number, number] {
  const up = fraction > 0 ? 1 : 0;
  const half = fraction > 0.5 ? 1 : 0;
  let from: number;
  let to: number;
  if (i === 0) {
    from = -whole - up - 1;
    to = whole + up - 1;
  } else if (i % 2 === 1) {
    const row = (i + 1) / 2;
    if (row === n + 1) {
      from = n - whole - up - 1;
      to = n + whole + up - 1;
    } else {
      from = row - 1 - whole - half - 1;
      to = row + whole - 1 + up - 1;
    }
  } else {
    const row = i / 2;
    from = row - 1 - whole - 1;
    to = row + whole + half - 1;
  }
  return [Math.max(from + 2, 0), Math.min(to, n)];
}
