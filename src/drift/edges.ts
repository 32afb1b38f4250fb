/**
 * Edges of numpy's `sturges` rule over `count` values from `min` to `max`: range / (log2(count) + 1) wide, rounded to a whole number of bins. Where
 * `isInteger`, at least 1 wide, as numpy 2 makes it. A constant column gets one bin, half a unit to either side. Both ends are edges.
 */
export function sturgesEdges(min: number, max: number, count: number, isInteger: boolean): readonly number[] {
  if (min === max) return equalWidthEdges(min, max, 1);
  const width = (max - min) / (Math.log2(count) + 1);
  return equalWidthEdges(min, max, Math.ceil((max - min) / (isInteger ? Math.max(1, width) : width)));
}

/** The edges of `binCount` equal widths from `min` to `max`, both included: numpy's `linspace`. */
export function equalWidthEdges(min: number, max: number, binCount: number): readonly number[] {
  const [from, to] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const step = (to - from) / binCount;
  const edges = Array.from({ length: binCount }, (_, at) => at * step + from);
  return [...edges, to];
}
