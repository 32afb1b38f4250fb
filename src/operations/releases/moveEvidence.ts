import type { ComparisonRule } from '../../gates/comparisonVerdict';
import type { AliasMove } from '../../versioning/records';
import { fromEarlier } from './earlierEvidence';
import type { MetricRules, PromotionEvidence } from './promotionEvidence';
import type { UsedReadings } from './usedReadings';

/** What spoke for a promotion, and the readings of both versions that were in use then. */
export interface PromotionMove extends PromotionEvidence {
  readonly kind: 'promotion';
  /** Not there where neither version is a table, and in moves from before readings could be chosen. */
  readonly readings?: UsedReadings;
}

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
