import {
  guardrailActions,
  type Guardrail,
  type GuardrailAction,
  type GuardrailComparison,
} from './guardrail';
import type { Samples } from './samples';
import { tailOf } from './tail';

/** What a guardrail says; `unknown` where there is no sample, or where one is missing: never shown as a pass. */
export type GuardrailVerdict = GuardrailAction | 'unknown';

/** A guardrail held against the samples of one version. */
export interface GuardrailResult {
  readonly verdict: GuardrailVerdict;
  /** How many values, or whether the one figure, met each action; all 0 where there is no sample. */
  readonly counts: Readonly<Record<GuardrailAction, number>>;
  readonly sampleCount: number;
  /** Rows or runs that gave no number; they count for none of the actions. */
  readonly missingCount: number;
  /** The figure that was judged; null for `each`, and where there is no sample. */
  readonly figure: number | null;
}

type DecisionTable = Pick<Guardrail, 'statistic' | 'rules' | 'missing'>;

/**
 * The decision table over some values [G7]: the worst action that any of them, or the figure of all, meets. Values that are missing
 * give the action that the table has for them, and where it has none, unknown [G8].
 */
export function applyGuardrail(
  { statistic, rules, missing }: DecisionTable,
  { values, missingCount = 0 }: Pick<Samples, 'values' | 'missingCount'>,
): GuardrailResult {
  const counts = { allow: 0, escalate: 0, block: 0 };
  const tail = tailOf(values);
  const figure = tail === null || statistic === 'each' ? null : tail[statistic];
  for (const value of figure === null ? Array.from(values) : [figure]) counts[decide(rules, value)] += 1;
  const met: GuardrailVerdict[] = guardrailActions.filter((action) => counts[action] > 0);
  if (tail === null) met.push('unknown');
  if (missingCount > 0) met.push(missing ?? 'unknown');
  const verdict = worstVerdict(met) ?? 'unknown';
  return { verdict, counts, sampleCount: values.length, missingCount, figure };
}

/** The action of the first rule that a value meets; allowed where it meets none. */
export function decide(rules: Guardrail['rules'], value: number): GuardrailAction {
  return rules.find((rule) => meets(value, rule.comparison, rule.threshold))?.action ?? 'allow';
}

function meets(value: number, comparison: GuardrailComparison, threshold: number): boolean {
  switch (comparison) {
    case 'atLeast':
      return value >= threshold;
    case 'above':
      return value > threshold;
    case 'atMost':
      return value <= threshold;
    case 'below':
      return value < threshold;
  }
}

const severity: readonly GuardrailVerdict[] = ['allow', 'unknown', 'escalate', 'block'];

/** The worst of several verdicts [G8]; null where there is none, which is no pass either. */
export function worstVerdict(verdicts: readonly GuardrailVerdict[]): GuardrailVerdict | null {
  return severity.findLast((verdict) => verdicts.includes(verdict)) ?? null;
}

/** Whether the first rules of a table can all be met, and which one never is since those before it take all of its values; null where each can. */
export function unreachableRule({ rules }: Pick<DecisionTable, 'rules'>): number | null {
  // Rules are half lines: what tells them apart lies at the thresholds and between them.
  const thresholds = [...new Set(rules.map(({ threshold }) => threshold))].sort((a, b) => a - b);
  const probes = [
    -Infinity,
    ...thresholds.flatMap((at, index) => [at, (at + (thresholds[index + 1] ?? Infinity)) / 2]),
    Infinity,
  ];
  const used = new Set(
    probes.map((value) => rules.findIndex((rule) => meets(value, rule.comparison, rule.threshold))),
  );
  const index = rules.findIndex((_, at) => !used.has(at));
  return index === -1 ? null : index;
}
