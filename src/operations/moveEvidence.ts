import type { ComparisonRule } from '../gates/comparisonVerdict';
import type { AliasMove } from '../versioning/records';
import { fromEarlier } from './earlierEvidence';
import type { MetricRules, PromotionEvidence } from './promotionEvidence';

type PromotionMove = { readonly kind: 'promotion' } & PromotionEvidence;

/** What a move has as its evidence. */
export type MoveEvidence =
  | PromotionMove
  | {
      readonly kind: 'rollback';
      /** The move that it takes back. */
      readonly of: string;
    };

/** A move's evidence as this program writes it; null for none, or what a newer program wrote. */
export function evidenceOf({ evidence }: Pick<AliasMove, 'evidence'>): MoveEvidence | null {
  const members = evidence as { readonly kind?: unknown } | null;
  if (members?.kind === 'rollback') return evidence as unknown as MoveEvidence;
  return members?.kind === 'promotion' && 'comparisons' in members
    ? fromEarlier(evidence as unknown as PromotionMove)
    : null;
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
