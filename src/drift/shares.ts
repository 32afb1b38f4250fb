/** Parts of a whole, a bin each: non-negative, summing to 1. Raw shares may hold zeros. */
export type Shares = readonly number[];

/** Counts over their total; all zeros where the total is zero. */
export function shares(counts: readonly number[]): Shares {
  const total = sum(counts);
  return total === 0 ? counts.map(() => 0) : counts.map((count) => count / total);
}

/** Shares made to sum to 1 again after zeros were replaced. */
export function normalise(parts: Shares): Shares {
  const total = sum(parts);
  return parts.map((part) => part / total);
}

/** Σ of the values in their order; 0 of none. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
