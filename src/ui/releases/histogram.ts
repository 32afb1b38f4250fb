/** How samples lie in bins of equal width that two sides share. */
export interface Histogram {
  /** Where each bin begins, ascending. */
  readonly starts: readonly number[];
  readonly width: number;
  /** A side after another: the share of its samples in each bin. */
  readonly shares: readonly (readonly number[])[];
  /** A side after another: samples beyond the last bin, which are counted and not drawn. */
  readonly beyond: readonly number[];
}

/**
 * Bins from the least value to `end`. Samples beyond it are counted, so that a single one far out does not press all
 * others into one bin.
 */
export function histogramOf(sides: readonly ArrayLike<number>[], end: number, binCount: number): Histogram {
  const start = Math.min(...sides.map(leastOf));
  const width = (end - start) / binCount || 1;
  const shares = sides.map(() => Array.from({ length: binCount }, () => 0));
  const beyond = sides.map(() => 0);
  for (const [side, values] of sides.entries()) {
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at]!;
      if (value > end) {
        beyond[side]! += 1;
        continue;
      }
      const bin = Math.min(binCount - 1, Math.floor((value - start) / width));
      shares[side]![bin]! += 1 / values.length;
    }
  }
  return { starts: Array.from({ length: binCount }, (_, bin) => start + bin * width), width, shares, beyond };
}

function leastOf(values: ArrayLike<number>): number {
  let least = Infinity;
  for (let at = 0; at < values.length; at += 1) least = Math.min(least, values[at]!);
  return least;
}

/** Round values within a range, about `count` of them: steps are 1, 2 or 5 times a power of ten. */
export function roundTicks(start: number, end: number, count: number): readonly number[] {
  const rough = (end - start) / count;
  if (!(rough > 0)) return [start];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(start / step);
  const last = Math.floor(end / step);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
