import { type Interval, point } from './intervals';

/** Both sides counted over the bins that a recipe gives, and what of it is uncertain. */
export interface Binning {
  readonly bins: readonly CountedBin[];
  /** What shares are shares of: all rows, or the values alone where the recipe drops nulls. */
  readonly referenceTotal: number;
  readonly currentTotal: number;
  /** What the shares over all values may be, in as many ways as sketches leave open which bins there are; none where the counts are exact. */
  readonly uncertainties: readonly Uncertainty[];
  /** The values that the recipe chose bins among, made when asked for; null where bins are ranges. */
  readonly values: (() => ChosenValues) | null;
}

/** Values of both sides, for pairs that choose their bins among them. */
export interface ChosenValues {
  /** How often each value occurs on both sides together. */
  readonly pooled: readonly number[];
  /** The values as numbers, ascending; null where they are categories. */
  readonly numbers: readonly number[] | null;
  /** Rows of both sides whose value no profile lists. */
  readonly unlisted: number;
}

/** One bin with the rows that fall into it on each side; `lower` and `upper` are null for bins that are no range. */
export interface CountedBin {
  readonly label: string;
  readonly kind: 'range' | 'value' | 'other' | 'infinite' | 'null';
  readonly lower: number | null;
  readonly upper: number | null;
  readonly referenceCount: number;
  readonly currentCount: number;
}

/** How far the shares of bins may be wrong where they come from sketches. */
export interface Uncertainty {
  readonly segments: readonly Segment[];
  /** The shares below each edge, ends included, whose differences are the first segments; null for bins that are values. */
  readonly below: { readonly reference: readonly Interval[]; readonly current: readonly Interval[] } | null;
  /** At most so many values that the recipe would give bins of their own are in the last segment together; 0 where none. */
  readonly lumpedCount: number;
}

/** A bin as far as its shares are known, for error bounds. */
export interface Segment {
  readonly reference: Interval;
  readonly current: Interval;
  /** The edge to the next segment may not be there over all values, since equal percentiles are one edge. */
  readonly mayMergeWithNext: boolean;
}

/** A bin whose shares are known exactly. */
export function exactSegment(referenceShare: number, currentShare: number): Segment {
  return { reference: point(referenceShare), current: point(currentShare), mayMergeWithNext: false };
}

/** A bin that is no range of numbers. */
export function plainBin(
  label: string,
  kind: CountedBin['kind'],
  referenceCount: number,
  currentCount: number,
): CountedBin {
  return { label, kind, lower: null, upper: null, referenceCount, currentCount };
}

/** A count as a share; 0 of nothing. */
export function share(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}
