import { canonicalText, numberText } from '../table/cellText';
import type { ColumnSide, SideNumbers } from './columnSide';
import { type Interval, point } from './intervals';
import { countOf } from '../numerics/weightedSample';

/** How often one number occurs on a side: what is shown, and between what the count over all values lies. */
export interface NumberCount {
  readonly estimate: number;
  readonly bounds: Interval;
}

/**
 * The count of a number from what a profile holds: exact where the sample is all values. Else between what the list of frequent values says, and within
 * twice the sample's rank error of what the sample says.
 */
export function countOfNumber(
  side: ColumnSide,
  numbers: SideNumbers,
  value: number,
  text: string,
): NumberCount {
  const { sample, count, maxShareError } = numbers;
  const sampled = sample.total === 0 ? 0 : (countOf(sample, value) * count) / sample.total;
  if (maxShareError === 0) return { estimate: sampled, bounds: point(sampled) };
  const { listed, isComplete, maxCountError, maxUnlistedCount } = side.values;
  const known = listed.find((item) => item.value === text)?.count;
  const low = known ?? 0;
  const high = known === undefined ? (isComplete ? 0 : maxUnlistedCount) : known + maxCountError;
  const reach = 2 * maxShareError * count;
  const both = { low: Math.max(low, sampled - reach), high: Math.min(high, sampled + reach) };
  const bounds = both.low <= both.high ? both : { low, high };
  return { estimate: known ?? Math.min(bounds.high, Math.max(bounds.low, sampled)), bounds };
}

/** The text under which a side lists a number; frequent ones are found at once. */
export function textOfNumber(side: ColumnSide, value: number): string {
  const found = side.values.listed.find((item) => numberOfText(item.value) === value);
  return found?.value ?? numberText(value);
}

/** A canonical text's place on the line of numbers; dates and times as milliseconds. */
export function numberOfText(text: string): number {
  return canonicalText(text).number;
}
