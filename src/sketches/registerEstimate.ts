/**
 * How many distinct values registers of HyperLogLog have seen (Ertl, "New cardinality estimation algorithms for HyperLogLog
 * sketches", 2017, algorithm 6). `histogram[v]` says how many registers hold v, 0 to the greatest that they can hold.
 */
export function estimateFromRegisters(histogram: ArrayLike<number>): number {
  const limit = histogram.length - 2;
  let count = 0;
  for (let value = 0; value < histogram.length; value++) count += histogram[value]!;
  let z = count * tau(1 - histogram[limit + 1]! / count);
  for (let value = limit; value >= 1; value--) z = 0.5 * (z + histogram[value]!);
  z += count * sigma(histogram[0]! / count);
  return (count / (2 * Math.LN2)) * (count / z);
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let x = share;
  let y = 1;
  let z = x;
  for (let before = Number.NaN; z !== before;) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let y = 1;
  let z = 1 - x;
  for (let before = Number.NaN; z !== before;) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
