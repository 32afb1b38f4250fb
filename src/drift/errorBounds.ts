import type { Binning, Segment, Uncertainty } from './bins';
import { add, type Interval } from './intervals';
import { psiTerm } from './psi';
import type { Recipe } from './recipe';

/**
 * Between which figures PSI over all values lies, given what the sketches leave open. Derived in SPEC.md, [D11] to [D17].
 * Null where the counts are exact.
 */
export function psiBounds(binning: Binning, recipe: Recipe): Interval | null {
  return hullOf(binning, (uncertainty) => {
    const { segments, treat, slack, lumpedTerms } = contextOf(binning, uncertainty, recipe);
    const merged =
      jointBounds(uncertainty, treat) ??
      boundsOverMerges(segments, (whole) => termBounds(whole.reference, whole.current, psiTerm), treat);
    const again = recipe.normalisedAfterZeros ? slack : 0;
    return { low: Math.max(0, merged.low - again), high: merged.high + again + lumpedTerms };
  });
}

/** The same for Σ of a term of both shares that is 0 where they are equal and grows as they part, on raw shares. `lumpedMax`: the most that a share of 1 on both sides can add. */
export function separableBounds(
  binning: Binning,
  term: (reference: number, current: number) => number,
  lumpedMax: number,
): Interval | null {
  return hullOf(binning, (uncertainty) => {
    const { segments, lumpedCount } = uncertainty;
    let low = 0;
    let high = 0;
    segments.forEach((segment, at) => {
      const bounds = termBounds(segment.reference, segment.current, term);
      const mayMerge = segment.mayMergeWithNext || segments[at - 1]?.mayMergeWithNext === true;
      if (!mayMerge) low += bounds.low;
      const isLumped = lumpedCount > 0 && at === segments.length - 1;
      high += isLumped ? lumpedMax * (segment.reference.high + segment.current.high) : bounds.high;
    });
    return { low, high };
  });
}

/** The same for the greatest difference of a bin's shares. */
export function greatestDifferenceBounds(binning: Binning): Interval | null {
  const difference = (reference: number, current: number) => Math.abs(reference - current);
  return hullOf(binning, ({ segments, lumpedCount }) => {
    let low = 0;
    let high = 0;
    for (let from = 0; from < segments.length; from += 1) {
      let whole = noSegment;
      for (let to = from; to < segments.length; to += 1) {
        const segment = segments[to]!;
        whole = joined(whole, segment);
        const bounds = termBounds(whole.reference, whole.current, difference);
        const isAlone = !segment.mayMergeWithNext && (from === 0 || !segments[from - 1]!.mayMergeWithNext);
        const isLump = lumpedCount > 0 && to === segments.length - 1;
        // A lump may be any part of itself.
        high = Math.max(high, isLump ? Math.max(whole.reference.high, whole.current.high) : bounds.high);
        if (isAlone && from === to && !isLump) low = Math.max(low, bounds.low);
        if (!segment.mayMergeWithNext) break;
      }
    }
    return { low, high: Math.min(1, high) };
  });
}

/** The same for KL divergence of treated and normalised shares. */
export function klBounds(binning: Binning, recipe: Recipe): Interval | null {
  // r ln(r/c) − r + c: never negative, and the two further terms cancel in the sum.
  const term = (reference: number, current: number) =>
    reference * Math.log(reference / current) - reference + current;
  return hullOf(binning, (uncertainty) => {
    const { segments, treat, slack, zeroSum, lumpedTerms } = contextOf(binning, uncertainty, recipe);
    const merged = boundsOverMerges(
      segments,
      (whole) => termBounds(whole.reference, whole.current, term),
      treat,
    );
    return {
      low: Math.max(0, merged.low - slack - 2 * zeroSum),
      high: merged.high + slack + 2 * zeroSum + lumpedTerms,
    };
  });
}

/** From the least to the greatest over all that the sketches leave open; null where that is nothing. */
function hullOf(
  { uncertainties }: Binning,
  boundsOf: (uncertainty: Uncertainty) => Interval,
): Interval | null {
  if (uncertainties.length === 0) return null;
  const all = uncertainties.map(boundsOf);
  return {
    low: Math.min(...all.map(({ low }) => low)),
    high: Math.max(...all.map(({ high }) => high)),
  };
}

/** How far a figure can be from the true one, when that lies in `bounds`; 0 where there are none. */
export function errorWithin(bounds: Interval | null, value: number): number {
  return bounds === null ? 0 : Math.max(0, bounds.high - value, value - bounds.low);
}

interface BoundContext {
  readonly segments: readonly Segment[];
  /** What a share may be once the recipe has treated zeros. */
  readonly treat: (share: Interval, side: 'reference' | 'current') => Interval;
  /** How much normalising again can change the sum. */
  readonly slack: number;
  /** What zeros can add to a side in all. */
  readonly zeroSum: number;
  /** At most what the values that are lumped together would add, each in a bin of its own. */
  readonly lumpedTerms: number;
}

function contextOf(binning: Binning, uncertainty: Uncertainty, recipe: Recipe): BoundContext {
  const smallest = {
    reference: 1 / Math.max(1, binning.referenceTotal),
    current: 1 / Math.max(1, binning.currentTotal),
  };
  const zero = {
    reference: zeroOf(uncertainty, 'reference', smallest.reference, recipe),
    current: zeroOf(uncertainty, 'current', smallest.current, recipe),
  };
  const added = recipe.name === 'proportions' ? recipe.epsilon : 0;
  const treat = (share: Interval, side: 'reference' | 'current'): Interval => {
    if (added > 0) return { low: share.low + added, high: share.high + added };
    if (share.low > 0) return share;
    return {
      low: Math.min(zero[side].low, share.high > 0 ? smallest[side] : Infinity),
      high: Math.max(zero[side].high, share.high),
    };
  };
  const { lumpedCount } = uncertainty;
  const segments = uncertainty.segments.map((segment, at) =>
    lumpedCount > 0 && at === uncertainty.segments.length - 1
      ? withZeros(segment, lumpedCount, zero, added)
      : segment,
  );
  const maybeEmpty = segments.filter(
    (segment) => segment.reference.low === 0 || segment.current.low === 0,
  ).length;
  const zeroShare = added > 0 ? added : Math.max(zero.reference.high, zero.current.high);
  const zeroSum = zeroShare * ((added > 0 ? segments.length : maybeEmpty) + lumpedCount);
  const weight = segments.reduce((total, segment) => {
    const reference = treat(segment.reference, 'reference');
    const current = treat(segment.current, 'current');
    const greatestLog = Math.max(
      Math.log(current.high / reference.low),
      Math.log(reference.high / current.low),
    );
    return total + (reference.high + current.high) * Math.max(0, greatestLog);
  }, 0);
  return {
    segments,
    treat,
    slack: zeroSum * weight,
    zeroSum,
    lumpedTerms: lumpedTerms(uncertainty, zero, smallest, added),
  };
}

/** A lump, each of whose values may add what the recipe puts in place of a zero. */
function withZeros(
  segment: Segment,
  count: number,
  zero: Readonly<Record<'reference' | 'current', Interval>>,
  added: number,
): Segment {
  const wider = ({ low, high }: Interval, side: 'reference' | 'current') => ({
    low,
    high: high + count * (added > 0 ? added : zero[side].high),
  });
  return {
    ...segment,
    reference: wider(segment.reference, 'reference'),
    current: wider(segment.current, 'current'),
  };
}

function zeroOf(
  uncertainty: Uncertainty,
  side: 'reference' | 'current',
  smallest: number,
  recipe: Recipe,
): Interval {
  switch (recipe.name) {
    case 'proportions':
      return { low: recipe.epsilon, high: recipe.epsilon };
    case 'deciles':
    case 'soda':
      return { low: recipe.zeroShare, high: recipe.zeroShare };
    case 'evidently': {
      const least = uncertainty.segments.reduce(
        (low, segment) => {
          const share = segment[side];
          return Math.min(low, share.low > 0 ? share.low : share.high > 0 ? smallest : Infinity);
        },
        uncertainty.lumpedCount > 0 ? smallest : Infinity,
      );
      return {
        low: least <= recipe.zeroShare ? least / recipe.smallShareDivisor : recipe.zeroShare,
        high: recipe.zeroShare,
      };
    }
  }
}

/** (C + R + 2 N z) × the greatest logarithm that a value in the lump can have. */
function lumpedTerms(
  { segments, lumpedCount }: Uncertainty,
  zero: Readonly<Record<'reference' | 'current', Interval>>,
  smallest: Readonly<Record<'reference' | 'current', number>>,
  added: number,
): number {
  const last = segments.at(-1);
  if (lumpedCount === 0 || !last) return 0;
  const least = Math.min(
    zero.reference.low,
    zero.current.low,
    smallest.reference + added,
    smallest.current + added,
  );
  const most = Math.max(
    zero.reference.high,
    zero.current.high,
    last.reference.high + added,
    last.current.high + added,
  );
  const mass =
    last.reference.high +
    last.current.high +
    2 * lumpedCount * Math.max(zero.reference.high, zero.current.high);
  return mass * Math.log(most / least);
}

/**
 * PSI of ranges whose edges are all there and none of which can be empty, from the shares below each edge: it is convex in these, so that its
 * maximum over all that they may be is at a corner (found edge by edge), and its minimum above its tangent plane in the middle. Null where it does not apply.
 */
function jointBounds(uncertainty: Uncertainty, treat: BoundContext['treat']): Interval | null {
  if (!uncertainty.below) return null;
  const { segments } = uncertainty;
  const { reference, current } = uncertainty.below;
  const rangeCount = reference.length - 1;
  const ranges = segments.slice(0, rangeCount);
  if (
    ranges.some(
      (segment) => segment.mayMergeWithNext || segment.reference.low <= 0 || segment.current.low <= 0,
    )
  )
    return null;
  // What the recipe adds to every share; nothing where it only replaces zeros.
  const added = treat({ low: 1, high: 1 }, 'reference').low - 1;
  let low = 0;
  let high = 0;
  for (const segment of segments.slice(rangeCount)) {
    const bounds = termBounds(
      treat(segment.reference, 'reference'),
      treat(segment.current, 'current'),
      psiTerm,
    );
    low += bounds.low;
    high += bounds.high;
  }
  return {
    low: low + tangentMinimum(reference, current, added),
    high: high + cornerMaximum(reference, current, added),
  };
}

function cornerMaximum(reference: readonly Interval[], current: readonly Interval[], added: number): number {
  const corners = (at: number) => {
    const [r, c] = [reference[at] ?? noShare, current[at] ?? noShare];
    return [
      [r.low, c.low],
      [r.low, c.high],
      [r.high, c.low],
      [r.high, c.high],
    ] as const;
  };
  let best = [0, 0, 0, 0];
  for (let at = 1; at < reference.length; at += 1) {
    const from = corners(at - 1);
    best = corners(at).map(([r, c]) =>
      Math.max(
        ...from.map(
          ([lastR, lastC], corner) => (best[corner] ?? 0) + psiTerm(r - lastR + added, c - lastC + added),
        ),
      ),
    );
  }
  return Math.max(...best);
}

function tangentMinimum(reference: readonly Interval[], current: readonly Interval[], added: number): number {
  const middle = ({ low, high }: Interval) => (low + high) / 2;
  const slopes: { readonly reference: number; readonly current: number }[] = [];
  let total = 0;
  for (let at = 1; at < reference.length; at += 1) {
    const r = middle(reference[at] ?? noShare) - middle(reference[at - 1] ?? noShare) + added;
    const c = middle(current[at] ?? noShare) - middle(current[at - 1] ?? noShare) + added;
    total += psiTerm(r, c);
    const logarithm = Math.log(c / r);
    slopes.push({ reference: 1 - c / r - logarithm, current: 1 - r / c + logarithm });
  }
  // A share below an edge adds to the range before it and takes from the one after.
  for (let at = 1; at <= slopes.length; at += 1) {
    const [before, after] = [slopes[at - 1] ?? noSlope, slopes[at] ?? noSlope];
    const half = ({ low, high }: Interval) => (high - low) / 2;
    total -= Math.abs(before.reference - after.reference) * half(reference[at] ?? noShare);
    total -= Math.abs(before.current - after.current) * half(current[at] ?? noShare);
  }
  return total;
}

const noShare: Interval = { low: 0, high: 0 };
const noSlope = { reference: 0, current: 0 };

/** A term that is 0 where both shares are equal and grows as they part: over two intervals, its extremes are at corners. */
function termBounds(
  reference: Interval,
  current: Interval,
  term: (reference: number, current: number) => number,
): Interval {
  const high = Math.max(term(reference.low, current.high), term(reference.high, current.low));
  if (current.low > reference.high) return { low: term(reference.high, current.low), high };
  if (reference.low > current.high) return { low: term(reference.low, current.high), high };
  return { low: 0, high };
}

type Shares = Pick<Segment, 'reference' | 'current'>;

const noSegment: Shares = { reference: noShare, current: noShare };

function joined(left: Shares, right: Shares): Shares {
  return { reference: add(left.reference, right.reference), current: add(left.current, right.current) };
}

/** Least and greatest sum over every way to merge neighbours that may be one bin, by dynamic programming. */
function boundsOverMerges(
  segments: readonly Segment[],
  termOf: (treated: Shares) => Interval,
  treat: BoundContext['treat'],
): Interval {
  const low = [0];
  const high = [0];
  for (let to = 1; to <= segments.length; to += 1) {
    let [least, greatest] = [Infinity, -Infinity];
    let whole = noSegment;
    for (let from = to - 1; from >= 0; from -= 1) {
      whole = joined(whole, segments[from]!);
      const bounds = termOf({
        reference: treat(whole.reference, 'reference'),
        current: treat(whole.current, 'current'),
      });
      least = Math.min(least, (low[from] ?? 0) + bounds.low);
      greatest = Math.max(greatest, (high[from] ?? 0) + bounds.high);
      if (segments[from - 1]?.mayMergeWithNext !== true) break;
    }
    low.push(least);
    high.push(greatest);
  }
  return { low: low[segments.length] ?? 0, high: high[segments.length] ?? 0 };
}
