import { comparisonVerdicts, type ComparisonVerdict } from '../../gates/comparisonVerdict';
import type { ComparedMetric } from '../../operations/releases/promotionEvidence';
import { comparisonVerdictNames } from '../../operations/releases/verdictWords';

/** `Better on latency_ms; worse on mae; cannot tell on 2 more metrics.` */
export function verdictSummary(comparisons: readonly ComparedMetric[], isCompared: boolean): string {
  if (!isCompared) return 'There is nothing to compare: the alias points to no version.';
  if (comparisons.length === 0)
    return 'Nothing was measured of either version. Add measurements below to compare them.';
  const clauses = summaryOrder.flatMap((verdict) => {
    const metrics = comparisons
      .filter((compared) => compared.verdict === verdict)
      .map(({ metric }) => metric);
    return metrics.length === 0 ? [] : [clause(comparisonVerdictNames[verdict].toLowerCase(), metrics)];
  });
  const text = clauses.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What speaks for or against comes first. */
const summaryOrder: readonly ComparisonVerdict[] = [
  'better',
  'worse',
  ...comparisonVerdicts.filter((verdict) => verdict !== 'better' && verdict !== 'worse'),
];

function clause(verdict: string, metrics: readonly string[]): string {
  const names = metrics.length > 3 ? `${metrics.length} metrics` : metrics.join(', ');
  return `${verdict} on ${names}`;
}
