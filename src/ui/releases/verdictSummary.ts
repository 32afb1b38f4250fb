import type { ComparedMetric } from '../../operations/promotionEvidence';

/** `Better on latency_ms; worse on mae; cannot tell on 2 more metrics.` */
export function verdictSummary(comparisons: readonly ComparedMetric[], isCompared: boolean): string {
  if (!isCompared) return 'There is nothing to compare it with: the alias stands on no version.';
  if (comparisons.length === 0)
    return 'Nothing was measured of either version. Add measurements below to compare them.';
  const named = (verdict: ComparedMetric['verdict']): string[] =>
    comparisons.filter((compared) => compared.verdict === verdict).map(({ metric }) => metric);
  const clauses = [
    clause('better', named('better')),
    clause('worse', named('worse')),
    clause('cannot tell', named('cannotTell')),
  ].filter((text) => text !== null);
  const text = clauses.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function clause(verdict: string, metrics: readonly string[]): string | null {
  if (metrics.length === 0) return null;
  const names = metrics.length > 3 ? `${metrics.length} metrics` : metrics.join(', ');
  return `${verdict} on ${names}`;
}
