/** Σ x, with what each addition rounds off kept and added at the end (Neumaier 1974): off by at most 2 u |Σ x| + n² u² Σ |x|, u = 2⁻⁵³. */
export function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  let rest = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    const next = total + value;
    rest += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + rest;
}

/** Arithmetic mean; of equal values it is that value, to the last digit. NaN for no values. */
export function meanOf(values: ArrayLike<number>): number {
  const mean = sumOf(values) / values.length;
  const correction = sumOf(deviationsFrom(mean, values)) / values.length;
  // The division may be off by the last digit. More than that is what the deviations themselves were rounded by.
  return Math.abs(correction) <= Number.EPSILON * Math.abs(mean) ? mean + correction : mean;
}

/** Where some values lie, and how far apart. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** √(Σ (x − mean)² / (n − 1)); NaN for fewer than two values. */
  readonly standardDeviation: number;
  /** max |x − mean| */
  readonly largestDeviation: number;
  /** max |x| */
  readonly largestSize: number;
}

/** Of at least one value, all finite and at most 1e100 in size. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const mean = meanOf(values);
  const deviations = deviationsFrom(mean, values);
  let [largestDeviation, largestSize] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    largestDeviation = Math.max(largestDeviation, Math.abs(deviations[at]!));
    largestSize = Math.max(largestSize, Math.abs(values[at]!));
  }
  // As shares of the largest: squares of small deviations would vanish. Their sum is what the mean was rounded by.
  const shares = deviations.map((deviation) => deviation / (largestDeviation || 1));
  const squares = sumOf(shares.map((share) => share ** 2)) - sumOf(shares) ** 2 / shares.length;
  const standardDeviation = largestDeviation * Math.sqrt(squares / (values.length - 1));
  return { count: values.length, mean, standardDeviation, largestDeviation, largestSize };
}

function deviationsFrom(mean: number, values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value) => value - mean);
}
