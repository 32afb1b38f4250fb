import type { Untested } from './estimateDifference';

/** Which way a metric gets better. */
export const directions = ['higher', 'lower'] as const;
/** Which way a metric gets better. */
export type Direction = (typeof directions)[number];

/** What a comparison is judged by; stated beside every figure (I9). */
export interface ComparisonRule {
  readonly direction: Direction;
  /** Differences up to this size do not matter; at least 0, in the metric's unit. */
  readonly minimalDifference: number;
  /** Of the interval, strictly between 0 and 1, such as 0.95. */
  readonly confidence: number;
}

/** What a comparison says [G4], in the order in which they are asked for. */
export const comparisonVerdicts = [
  'tooFew',
  'equal',
  'noSpread',
  'better',
  'worse',
  'equivalent',
  'cannotTell',
] as const;

/** What a comparison of one metric says. */
export type ComparisonVerdict = (typeof comparisonVerdicts)[number];

/** The confidence interval of a difference, both ends included, in the metric's unit. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The one table of verdicts [G4]: the first that holds. `ground` is the interval of the difference, or why there is none. */
export function comparisonVerdict(
  ground: Untested | Interval,
  { direction, minimalDifference }: Pick<ComparisonRule, 'direction' | 'minimalDifference'>,
): ComparisonVerdict {
  if (typeof ground === 'string') return ground;
  const [least, most] = direction === 'higher' ? [ground.low, ground.high] : [-ground.high, -ground.low];
  if (least > minimalDifference) return 'better';
  if (most < -minimalDifference) return 'worse';
  const isWithin = least >= -minimalDifference && most <= minimalDifference;
  return minimalDifference > 0 && isWithin ? 'equivalent' : 'cannotTell';
}
