import type { ComparisonRule } from '../../gates/comparisonVerdict';
import type { AliasMove } from '../../versioning/records';
import { fromEarlier } from './earlierEvidence';
import { earlierEvidenceShape, evidenceShape } from './evidenceShape';
import type { MoveEvidence, PromotionMove } from './moveEvidence';
import type { MetricRules } from './metricRules';

/** A move's evidence as this program writes it; null for none, for what a newer program wrote, and for what cannot be read. */
export function evidenceOf({ evidence }: Pick<AliasMove, 'evidence'>): MoveEvidence | null {
  const today =
    earlierEvidenceShape(evidence) === null ? fromEarlier(evidence as unknown as PromotionMove) : evidence;
  return evidenceShape(today) === null ? (today as unknown as MoveEvidence) : null;
}

/** How metrics were judged at the last promotion that says so: what is offered next time. */
export function lastRules(moves: readonly AliasMove[]): MetricRules {
  const rules = new Map<string, ComparisonRule>();
  for (const move of moves) {
    const evidence = evidenceOf(move);
    if (evidence?.kind !== 'promotion') continue;
    for (const { metric, rule } of evidence.comparisons) rules.set(metric, rule);
  }
  return rules;
}
