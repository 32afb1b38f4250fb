import type { SampleComparison } from '../../gates/compareSamples';
import type { ComparisonRule, Interval } from '../../gates/comparisonVerdict';
import type { ComparedMetric, PromotionEvidence } from '../../operations/releases/promotionEvidence';
import type { SnapshotView } from '../../operations/core/workspace';
import { missingWords } from '../../operations/releases/verdictWords';
import { formatBeside, formatCounted, formatThreshold } from '../shared/format';

/** `v5`, or `v5 · 2.1.0` where it has a semantic version. */
export function versionWords({ snapshot, semanticVersion }: SnapshotView): string {
  return `v${snapshot.sequence}${semanticVersion ? ` · ${semanticVersion.version}` : ''}`;
}

/** The whole of contract and guardrails in a sentence; null verdict: there is neither. */
export function overallWords(evidence: PromotionEvidence): string {
  const { verdict, contract, guardrails } = evidence;
  const gate = gateWords(evidence);
  switch (verdict) {
    case null:
      return 'No guardrail was asked.';
    case 'allow':
      if (!contract) return 'All guardrails allow it.';
      return guardrails.length === 0
        ? 'Its contract allows it.'
        : 'Its contract and all guardrails allow it.';
    case 'escalate':
      return `${gate} escalates it: somebody has to say why it may go ahead.`;
    case 'block':
      return `${gate} blocks it: it goes ahead only over it, with a reason.`;
    case 'unknown':
      return contract?.verdict === 'unknown'
        ? `${gate} could not judge it, so it does not pass.`
        : 'A guardrail could not judge it: samples are missing, so it does not pass.';
  }
}

/** Who stands against it, to begin a sentence with. */
export function gateWords({ contract, verdict }: Pick<PromotionEvidence, 'contract' | 'verdict'>): string {
  return contract?.verdict === verdict ? 'Its contract' : 'A guardrail';
}

/** `160 pairs by doc_id`, `240 and 238 values`, `one value each`; with what was left out and what is missing. */
export function sampleWords(compared: SampleComparison): string {
  const { method, pairedBy, candidateCount, baselineCount, leftOutCount } = compared;
  const missing = missingWords(compared);
  const gap = missing === null ? '' : `; ${missing}`;
  if (method === 'paired') {
    const by = pairedBy === null ? '' : ` by ${pairedBy.join(' and ')}`;
    const leftOut = leftOutCount === 0 ? '' : `, ${formatCounted(leftOutCount, 'case')} without a partner`;
    return `${formatCounted(candidateCount, 'pair')}${by}${leftOut}${gap}`;
  }
  if (candidateCount === 1 && baselineCount === 1) return `one value each${gap}`;
  return candidateCount === baselineCount
    ? `${formatCounted(candidateCount, 'value')} each${gap}`
    : `${valuesOrNone(baselineCount)} now, ${valuesOrNone(candidateCount)} of the candidate${gap}`;
}

function valuesOrNone(count: number): string {
  return count === 0 ? 'none' : formatCounted(count, 'value');
}

/** `+1.2`, `−0.03`, `0`, at four digits, or as many as it needs beside some thresholds. */
export function signedFigure(value: number, thresholds: readonly number[] = []): string {
  const text = formatBeside(value, thresholds);
  return value > 0 ? `+${text}` : text;
}

/** `−1.2 to +0.3`, the ends with as many digits as show on which side of the minimal difference they lie. */
export function intervalText({ low, high }: Interval, { minimalDifference }: ComparisonRule): string {
  const [from, to] = [low, high].map((end) => signedFigure(end, [-minimalDifference, minimalDifference]));
  return `${from} to ${to}`;
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
  return size === 0 ? better : `${better}; up to ${formatThreshold(size)}${unitWords(unit)} does not matter`;
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
  return `Difference ${signedFigure(meanDifference)}, from ${intervalText(interval, compared.rule)}; ${rule}.`;
}
