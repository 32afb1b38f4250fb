import type { GuardrailAction } from '../guardrail';
import type { PersonalKind } from './kinds';

/** Which scores of findings ask for what. The first row that a score meets decides; one that meets none is allowed. */
export interface DecisionTable {
  readonly rows: readonly { readonly from: number; readonly action: GuardrailAction }[];
  /** Kinds that may be there, whatever their score. */
  readonly allowed: readonly PersonalKind[];
  /** Kinds that have rows of their own. */
  readonly byKind?: ReadonlyMap<PersonalKind, DecisionTable['rows']>;
}

/** From this score on a person has to look at a finding. */
export const escalateFrom = 0.7;

/** What holds where nobody chose. */
export const defaultDecisions: DecisionTable = {
  rows: [{ from: escalateFrom, action: 'escalate' }],
  allowed: [],
};

/** What a finding asks for. */
export function actionOf(
  { kind, score }: { readonly kind: PersonalKind; readonly score: number },
  { rows, allowed, byKind }: DecisionTable,
): GuardrailAction {
  if (allowed.includes(kind)) return 'allow';
  return (byKind?.get(kind) ?? rows).find(({ from }) => score >= from)?.action ?? 'allow';
}

/** The rows of a kind by the scores from which it blocks and escalates; null: from none. */
export function scoreRows({
  escalateFrom: escalate,
  blockFrom: block,
}: {
  readonly escalateFrom: number | null;
  readonly blockFrom: number | null;
}): DecisionTable['rows'] {
  return [
    ...(block === null ? [] : [{ from: block, action: 'block' as const }]),
    ...(escalate === null ? [] : [{ from: escalate, action: 'escalate' as const }]),
  ];
}
