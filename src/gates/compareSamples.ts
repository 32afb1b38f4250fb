import { studentTCritical, studentTTwoSided } from './studentT';
import { meanOf } from './tail';

/** Values of one metric for one version; `cases` says what each is of, so that two versions can be compared pair by pair. */
export interface Samples {
  readonly values: ArrayLike<number>;
  readonly cases: readonly string[] | null;
}

/** Samples beyond this are refused: their squares would leave what a number can hold. */
export const largestSample = 1e100;

/** Whether a value can be a sample: finite, and at most `largestSample` in size. */
export function isSample(value: number): boolean {
  return Math.abs(value) <= largestSample;
}

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

export type ComparisonVerdict = 'better' | 'worse' | 'cannotTell';

/** Why it cannot be told, or what the verdict rests on. */
export type ComparisonGround =
  /** The whole interval lies beyond the minimal difference. */
  | 'interval'
  /** The interval reaches across the minimal difference: more samples would narrow it. */
  | 'tooWide'
  /** The whole interval lies within the minimal difference: whatever it is, it does not matter. */
  | 'doesNotMatter'
  /** Fewer than two samples or pairs on a side: no interval. */
  | 'tooFew'
  /** No sample on one side. */
  | 'missing';

/** The candidate less the baseline on one metric [G1] to [G6]. */
export interface SampleComparison {
  readonly method: 'paired' | 'unpaired';
  /** Values that were compared: pairs, where it is paired. */
  readonly candidateCount: number;
  readonly baselineCount: number;
  /** Cases of either side without a partner, left out of a paired comparison. */
  readonly leftOutCount: number;
  readonly candidateMean: number | null;
  readonly baselineMean: number | null;
  readonly meanDifference: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  /** Mean difference over its standard error; null without a standard error, or where it is 0. */
  readonly statistic: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Two-sided, of no difference at all. */
  readonly pValue: number | null;
  readonly verdict: ComparisonVerdict;
  readonly ground: ComparisonGround;
}

/**
 * Compares by pairs where both sides name their cases and have at least two in common, else by Welch's test.
 * All values must be samples (`isSample`). Without two values a side there is no interval, and the verdict is that nothing can be told.
 */
export function compareSamples(
  candidate: Samples,
  baseline: Samples,
  rule: ComparisonRule,
): SampleComparison {
  const pairs = pairUp(candidate, baseline);
  return pairs === null
    ? compareUnpaired(candidate.values, baseline.values, rule)
    : comparePaired(pairs, rule);
}

interface Pairs {
  readonly candidate: readonly number[];
  readonly baseline: readonly number[];
  readonly leftOutCount: number;
}

/** Null where they cannot be paired. Several values of one case are taken as their mean. */
function pairUp(candidate: Samples, baseline: Samples): Pairs | null {
  if (candidate.cases === null || baseline.cases === null) return null;
  const [ofCandidate, ofBaseline] = [meanByCase(candidate), meanByCase(baseline)];
  const common = [...ofCandidate.keys()].filter((name) => ofBaseline.has(name));
  if (common.length < 2) return null;
  return {
    candidate: common.map((name) => ofCandidate.get(name)!),
    baseline: common.map((name) => ofBaseline.get(name)!),
    leftOutCount: ofCandidate.size + ofBaseline.size - 2 * common.length,
  };
}

function meanByCase({ values, cases }: Samples): Map<string, number> {
  const known = new Map<string, number[]>();
  for (const [at, name] of (cases ?? []).entries()) {
    const value = values[at];
    if (value === undefined) continue;
    const own = known.get(name);
    if (own) own.push(value);
    else known.set(name, [value]);
  }
  return new Map([...known].map(([name, own]) => [name, meanOf(own)]));
}

function comparePaired(pairs: Pairs, rule: ComparisonRule): SampleComparison {
  const { candidate, baseline, leftOutCount } = pairs;
  const differences = candidate.map((value, at) => value - baseline[at]!);
  const count = differences.length;
  const standardError = Math.sqrt(sampleVariance(differences) / count);
  return {
    method: 'paired',
    candidateCount: count,
    baselineCount: count,
    leftOutCount,
    candidateMean: meanOf(candidate),
    baselineMean: meanOf(baseline),
    ...judged(meanOf(differences), standardError, count - 1, rule),
  };
}

function compareUnpaired(
  candidate: ArrayLike<number>,
  baseline: ArrayLike<number>,
  rule: ComparisonRule,
): SampleComparison {
  const [n, m] = [candidate.length, baseline.length];
  const candidateMean = n === 0 ? null : meanOf(candidate);
  const baselineMean = m === 0 ? null : meanOf(baseline);
  const sides = {
    method: 'unpaired' as const,
    candidateCount: n,
    baselineCount: m,
    leftOutCount: 0,
    candidateMean,
    baselineMean,
  };
  const difference = candidateMean === null || baselineMean === null ? null : candidateMean - baselineMean;
  if (difference === null || n < 2 || m < 2) {
    const ground = difference === null ? 'missing' : 'tooFew';
    return { ...sides, ...noInterval, meanDifference: difference, verdict: 'cannotTell', ground };
  }
  const [own, other] = [sampleVariance(candidate) / n, sampleVariance(baseline) / m];
  const standardError = Math.sqrt(own + other);
  // Welch and Satterthwaite, by the share of each side: squares of small variances would vanish. Without any spread
  // there is no figure to be had; the least that it can be stands in.
  const share = own / (own + other);
  const degreesOfFreedom =
    standardError === 0 ? Math.min(n, m) - 1 : 1 / (share ** 2 / (n - 1) + (1 - share) ** 2 / (m - 1));
  return { ...sides, ...judged(difference, standardError, degreesOfFreedom, rule) };
}

const noInterval = {
  standardError: null,
  degreesOfFreedom: null,
  statistic: null,
  interval: null,
  pValue: null,
} as const;

type Judged = Pick<
  SampleComparison,
  | 'meanDifference'
  | 'standardError'
  | 'degreesOfFreedom'
  | 'statistic'
  | 'interval'
  | 'pValue'
  | 'verdict'
  | 'ground'
>;

function judged(
  meanDifference: number,
  standardError: number,
  degreesOfFreedom: number,
  rule: ComparisonRule,
): Judged {
  const reach = standardError * studentTCritical(1 - rule.confidence, degreesOfFreedom);
  const interval = { low: meanDifference - reach, high: meanDifference + reach };
  const statistic = standardError === 0 ? null : meanDifference / standardError;
  const exactPValue = meanDifference === 0 ? 1 : 0;
  return {
    meanDifference,
    standardError,
    degreesOfFreedom,
    statistic,
    interval,
    pValue: statistic === null ? exactPValue : studentTTwoSided(statistic, degreesOfFreedom),
    ...verdictOf(interval, rule),
  };
}

function verdictOf(
  { low, high }: { readonly low: number; readonly high: number },
  { direction, minimalDifference }: ComparisonRule,
): { readonly verdict: ComparisonVerdict; readonly ground: ComparisonGround } {
  const [least, most] = direction === 'higher' ? [low, high] : [-high, -low];
  if (least > minimalDifference) return { verdict: 'better', ground: 'interval' };
  if (most < -minimalDifference) return { verdict: 'worse', ground: 'interval' };
  const isWithin = least >= -minimalDifference && most <= minimalDifference;
  return { verdict: 'cannotTell', ground: isWithin ? 'doesNotMatter' : 'tooWide' };
}

/** Σ (x − mean)² / (n − 1) */
function sampleVariance(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += (values[at]! - mean) ** 2;
  return total / (values.length - 1);
}
