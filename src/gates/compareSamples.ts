import {
  comparisonVerdict,
  type ComparisonRule,
  type ComparisonVerdict,
  type Interval,
} from './comparisonVerdict';
import { estimateDifference } from './estimateDifference';
import { meanOf } from '../numerics/moments';
import { pairSamples, type ComparedSides } from './pairSamples';
import type { Samples } from './samples';
import { studentTCritical, studentTTwoSided } from '../numerics/studentT';

/** The candidate less the baseline on one metric [G1] to [G6]. */
export interface SampleComparison {
  readonly method: 'paired' | 'unpaired';
  /** The columns that named the pairs; null where it is not paired, and where they were not kept. */
  readonly pairedBy: readonly string[] | null;
  /** Values that were compared: pairs, where it is paired. */
  readonly candidateCount: number;
  readonly baselineCount: number;
  /** Rows or runs of each side that gave no number. */
  readonly candidateMissingCount: number;
  readonly baselineMissingCount: number;
  /** Cases of either side without a partner, left out of a paired comparison. */
  readonly leftOutCount: number;
  readonly candidateMean: number | null;
  readonly baselineMean: number | null;
  /** Null where a side has no value. */
  readonly meanDifference: number | null;
  /** This and what follows are null where the verdict is tooFew, equal or noSpread. */
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  /** Mean difference over its standard error. */
  readonly statistic: number | null;
  readonly interval: Interval | null;
  /** Two-sided, of no difference at all. */
  readonly pValue: number | null;
  readonly verdict: ComparisonVerdict;
}

/**
 * Compares by pairs where both sides name their cases and have at least two in common, else by Welch's test. All values must be
 * samples (`isSample`).
 */
export function compareSamples(
  candidate: Samples,
  baseline: Samples,
  rule: ComparisonRule,
): SampleComparison {
  const sides = pairSamples(candidate, baseline);
  return {
    method: sides.method,
    pairedBy: sides.method === 'paired' ? (candidate.casesFrom ?? baseline.casesFrom ?? null) : null,
    candidateCount: sides.candidate.length,
    baselineCount: sides.baseline.length,
    candidateMissingCount: candidate.missingCount ?? 0,
    baselineMissingCount: baseline.missingCount ?? 0,
    leftOutCount: sides.leftOutCount,
    candidateMean: sides.candidate.length === 0 ? null : meanOf(sides.candidate),
    baselineMean: sides.baseline.length === 0 ? null : meanOf(sides.baseline),
    ...judged(sides, rule),
  };
}

type Judged = Pick<
  SampleComparison,
  'meanDifference' | 'standardError' | 'degreesOfFreedom' | 'statistic' | 'interval' | 'pValue' | 'verdict'
>;

const noFigures = {
  standardError: null,
  degreesOfFreedom: null,
  statistic: null,
  interval: null,
  pValue: null,
} as const;

function judged(sides: ComparedSides, rule: ComparisonRule): Judged {
  const estimate = estimateDifference(sides);
  const { meanDifference } = estimate;
  if (estimate.kind !== 'measured')
    return { ...noFigures, meanDifference, verdict: comparisonVerdict(estimate.kind, rule) };
  const { standardError, degreesOfFreedom } = estimate;
  const reach = standardError * studentTCritical(1 - rule.confidence, degreesOfFreedom);
  const interval = { low: estimate.meanDifference - reach, high: estimate.meanDifference + reach };
  const statistic = estimate.meanDifference / standardError;
  return {
    meanDifference,
    standardError,
    degreesOfFreedom,
    statistic,
    interval,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    verdict: comparisonVerdict(interval, rule),
  };
}
