import type { ComparisonVerdict } from '../../gates/comparisonVerdict';
import type { ComparedMetric, GuardrailOutcome, PromotionEvidence } from './promotionEvidence';

/** What versions of this program before the table of verdicts stored of a comparison: three verdicts, and a ground. */
type EarlierComparison = Omit<ComparedMetric, 'verdict'> & {
  readonly verdict: 'better' | 'worse' | 'cannotTell';
  readonly ground: 'interval' | 'tooWide' | 'doesNotMatter' | 'tooFew' | 'missing';
};

/**
 * Stored evidence in the words of today's verdicts [G4]. What earlier versions called better or worse stays so; missing values, which
 * they left out uncounted, are 0.
 */
export function fromEarlier<T extends PromotionEvidence>(evidence: T): T {
  return {
    ...evidence,
    comparisons: evidence.comparisons.map(comparisonFromEarlier),
    guardrails: evidence.guardrails.map((outcome): GuardrailOutcome => ({ ...uncounted, ...outcome })),
  };
}

const uncounted = { missingCount: 0 };

function comparisonFromEarlier(compared: ComparedMetric | EarlierComparison): ComparedMetric {
  if (!('ground' in compared)) return compared;
  return {
    ...compared,
    pairedBy: null,
    candidateMissingCount: 0,
    baselineMissingCount: 0,
    verdict: verdictFromEarlier(compared),
  };
}

function verdictFromEarlier({
  verdict,
  ground,
  rule,
  meanDifference,
  standardError,
}: EarlierComparison): ComparisonVerdict {
  if (ground === 'tooFew' || ground === 'missing') return 'tooFew';
  if (ground !== 'doesNotMatter') return verdict;
  const isEqual = rule.minimalDifference === 0 || (meanDifference === 0 && standardError === 0);
  return isEqual ? 'equal' : 'equivalent';
}
