import type {
  Guardrail,
  GuardrailAction,
  GuardrailComparison,
  GuardrailStatistic,
} from '../../gates/guardrail';

/** The action of a guardrail's rule, in words for people. */
export const actionNames: Readonly<Record<GuardrailAction, string>> = {
  allow: 'allow',
  escalate: 'escalate',
  block: 'block',
};

/** How a rule compares, in words that stand before the threshold. */
export const comparisonNames: Readonly<Record<GuardrailComparison, string>> = {
  above: 'above',
  atLeast: 'at least',
  below: 'below',
  atMost: 'at most',
};

/** What a guardrail judges, in words for people. */
export const statisticNames: Readonly<Record<GuardrailStatistic, string>> = {
  each: 'each value',
  mean: 'the mean',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
};

/** `above 180 block, above 140 escalate, else allow; missing block`: thresholds with all of their digits. */
export function rulesWords({ rules, missing }: Pick<Guardrail, 'rules' | 'missing'>): string {
  const clauses = rules.map(
    ({ comparison, threshold, action }) =>
      `${comparisonNames[comparison]} ${String(threshold).replace('-', '−')} ${actionNames[action]}`,
  );
  const ofMissing = missing === undefined ? '' : `; missing ${actionNames[missing]}`;
  return `${[...clauses, 'else allow'].join(', ')}${ofMissing}`;
}

/** `p95 of latency_ms: above 180 block, above 140 escalate, else allow` */
export function tableWords(table: Pick<Guardrail, 'statistic' | 'metric' | 'rules' | 'missing'>): string {
  return `${statisticNames[table.statistic]} of ${table.metric}: ${rulesWords(table)}`;
}
