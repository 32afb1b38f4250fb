import type { GuardrailAction } from '../guardrail';
import type { PersonalKind } from './kinds';

/** Which scores of findings ask for what. The first row that a score meets decides; one that meets none is allowed. */
export interface DecisionTable {
  readonly rows: readonly { readonly from: number; readonly action: GuardrailAction }[];
  /** Kinds that may be there, whatever their score. */
  readonly allowed: readonly PersonalKind[];
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
  { rows, allowed }: DecisionTable,
): GuardrailAction {
  if (allowed.includes(kind)) return 'allow';
  return rows.find(({ from }) => score >= from)?.action ?? 'allow';
}
