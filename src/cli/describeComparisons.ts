import type { SampleComparison } from '../gates/compareSamples';
import type { ComparisonRule } from '../gates/comparisonVerdict';
import { digitsApartFromAll } from '../lib/digitsApart';
import { comparisonVerdictNames, missingWords, verdictReason } from '../operations/releases/verdictWords';
import { figureText, printable, tableLines } from './output';

/** One metric with the rule that it was judged by. */
export interface Compared extends SampleComparison {
  readonly metric: string;
  readonly rule: ComparisonRule;
}

/** What the rows of both files are paired by; where by nothing, why. */
export interface Pairing {
  readonly by: readonly string[] | null;
  readonly reason: string | null;
}

/** Comparisons as a table, a line a metric. */
export function comparisonLines(compared: readonly Compared[]): readonly string[] {
  const confidence = compared[0]?.rule.confidence ?? 0;
  const header = [
    ...['metric', 'better', 'baseline', 'candidate', 'difference', 'std. error'],
    ...[`${figureText(100 * confidence)} % interval`, 'p', 'samples', 'verdict'],
  ];
  return tableLines(header, compared.map(comparisonCells), new Set([2, 3, 4, 5, 7]));
}

function comparisonCells(compared: Compared): readonly string[] {
  const { metric, rule, interval, pValue, verdict } = compared;
  const { direction, minimalDifference } = rule;
  const shown = (value: number | null): string => (value === null ? 'none' : figureText(value));
  const why = verdictReason(compared);
  const name = comparisonVerdictNames[verdict].toLowerCase();
  return [
    printable(metric),
    minimalDifference === 0 ? direction : `${direction} by over ${minimalDifference}`,
    shown(compared.baselineMean),
    shown(compared.candidateMean),
    shown(compared.meanDifference),
    shown(compared.standardError),
    interval === null ? 'none' : `${endText(interval.low, rule)} to ${endText(interval.high, rule)}`,
    pValue === null ? 'none' : pValueText(pValue),
    samplesText(compared),
    why === null ? name : `${name}: ${why}`,
  ];
}

/** An end of an interval, with enough digits to see on which side of the minimal difference it lies. */
function endText(value: number, { minimalDifference }: ComparisonRule): string {
  const digits = digitsApartFromAll(value, [-minimalDifference, minimalDifference], 6);
  return figureText(value, digits);
}

/** Three digits; a p-value that is too small for a number is below the least. */
function pValueText(pValue: number): string {
  return pValue === 0 ? '< 1e-300' : String(Number(pValue.toPrecision(3)));
}

/** `160 pairs by doc_id, 3 without a partner`, `240 and 238; candidate: 2 of 240 values missing` */
function samplesText(compared: Compared): string {
  const { method, pairedBy, baselineCount, candidateCount, leftOutCount } = compared;
  const by = pairedBy === null ? '' : ` by ${printable(pairedBy.join(', '))}`;
  const leftOut = leftOutCount === 0 ? '' : `, ${leftOutCount} without a partner`;
  const pairs = `${candidateCount} ${candidateCount === 1 ? 'pair' : 'pairs'}${by}${leftOut}`;
  const counts = method === 'paired' ? pairs : `${baselineCount} and ${candidateCount}`;
  const missing = missingWords(compared);
  return missing === null ? counts : `${counts}; ${missing}`;
}

/** What the rows are paired by, or why they are not, in a sentence. */
export function pairingLine({ by, reason }: Pairing): string {
  return by === null ? `Not paired: ${reason ?? ''}.` : `Paired by ${printable(by.join(', '))}.`;
}
