import type { GuardrailVerdict } from '../../gates/applyGuardrail';
import type { SampleComparison } from '../../gates/compareSamples';
import type {
  Guardrail,
  GuardrailAction,
  GuardrailComparison,
  GuardrailStatistic,
} from '../../gates/guardrail';
import type { ComparedMetric } from '../../operations/promotionEvidence';
import type { SnapshotView } from '../../operations/workspace';
import { formatCounted, formatFigure } from '../shared/format';

/** `v5`, or `v5 · 2.1.0` where it has a semantic version. */
export function versionWords({ snapshot, semanticVersion }: SnapshotView): string {
  return `v${snapshot.sequence}${semanticVersion ? ` · ${semanticVersion.version}` : ''}`;
}

/** The whole of the guardrails in a sentence; null verdict: there is none. */
export function overallWords(verdict: GuardrailVerdict | null): string {
  switch (verdict) {
    case null:
      return 'No guardrail was asked.';
    case 'allow':
      return 'All guardrails allow it.';
    case 'escalate':
      return 'A guardrail escalates it: somebody has to say why it may go ahead.';
    case 'block':
      return 'A guardrail blocks it: it goes ahead only over it, with a reason.';
    case 'unknown':
      return 'A guardrail has no samples to judge by, which is no pass.';
  }
}

export const actionNames: Readonly<Record<GuardrailAction, string>> = {
  allow: 'allow',
  escalate: 'escalate',
  block: 'block',
};

export const comparisonNames: Readonly<Record<GuardrailComparison, string>> = {
  above: 'above',
  atLeast: 'at least',
  below: 'below',
  atMost: 'at most',
};

export const statisticNames: Readonly<Record<GuardrailStatistic, string>> = {
  each: 'each value',
  mean: 'the mean',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
};

/** `p95 of latency_ms: above 180 block, above 140 escalate, else allow` */
export function tableWords({
  statistic,
  metric,
  rules,
}: Pick<Guardrail, 'statistic' | 'metric' | 'rules'>): string {
  const clauses = rules.map(
    ({ comparison, threshold, action }) =>
      `${comparisonNames[comparison]} ${formatFigure(threshold)} ${actionNames[action]}`,
  );
  return `${statisticNames[statistic]} of ${metric}: ${[...clauses, 'else allow'].join(', ')}`;
}

/** `160 pairs`, `240 and 238 values`, `one value each` */
export function sampleWords({
  method,
  candidateCount,
  baselineCount,
  leftOutCount,
}: SampleComparison): string {
  const leftOut = leftOutCount === 0 ? '' : `, ${formatCounted(leftOutCount, 'case')} without a partner`;
  if (method === 'paired') return `${formatCounted(candidateCount, 'pair')}${leftOut}`;
  if (candidateCount === 1 && baselineCount === 1) return 'one value each';
  return candidateCount === baselineCount
    ? `${formatCounted(candidateCount, 'value')} each`
    : `${formatCounted(baselineCount, 'value')} now, ${formatCounted(candidateCount, 'value')} of the candidate`;
}

/** `+1.2`, `−0.03`, `0`, at four digits. */
export function signedFigure(value: number): string {
  const text = formatFigure(value);
  return value > 0 ? `+${text}` : text;
}

/** A p-value: three decimals, or that it is below. */
export function pValueWords(pValue: number | null): string {
  if (pValue === null) return 'none';
  return pValue < 0.001 ? '< 0.001' : pValue.toFixed(3);
}

/** `lower is better`, `lower is better; up to 0.1 does not matter` */
export function ruleWords({ rule, unit }: Pick<ComparedMetric, 'rule' | 'unit'>): string {
  const size = rule.minimalDifference;
  const better = `${rule.direction} is better`;
  return size === 0 ? better : `${better}; up to ${formatFigure(size)}${unitWords(unit)} does not matter`;
}

export function unitWords(unit: string | null): string {
  return unit === null ? '' : ` ${unit}`;
}

/** What an interval plot shows, in a sentence for who cannot see it. */
export function intervalWords(compared: ComparedMetric): string {
  const { interval, meanDifference } = compared;
  if (meanDifference === null) return 'No difference is known.';
  const rule = ruleWords(compared);
  if (interval === null) return `Difference ${signedFigure(meanDifference)}, without an interval; ${rule}.`;
  return `Difference ${signedFigure(meanDifference)}, from ${signedFigure(interval.low)} to ${signedFigure(interval.high)}; ${rule}.`;
}
