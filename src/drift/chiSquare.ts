import { chiSquareSurvival } from '../numerics/chiSquareDistribution';
import { sum } from './shares';

/** A chi-square test: the statistic, its degrees of freedom, and the chance of one at least as large. */
export interface ChiSquareTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/**
 * One-way test as Evidently makes it: Σ (observed − expected)² / expected, where the expected counts are the reference's,
 * scaled to the current total. Infinite, with p 0, where the reference lacks a category: none was expected. Null where a side is empty or there
 * are fewer than two categories.
 */
export function chiSquareOneWay(
  reference: readonly number[],
  current: readonly number[],
): ChiSquareTest | null {
  const scale = sum(current) / sum(reference);
  if (reference.length < 2 || !(scale > 0) || scale === Infinity) return null;
  let statistic = 0;
  reference.forEach((count, bin) => {
    const [observed, expected] = [current[bin] ?? 0, count * scale];
    if (observed !== expected) statistic += (observed - expected) ** 2 / expected;
  });
  return test(statistic, reference.length - 1);
}

/**
 * Pearson's test on the 2 × k table, without Yates' correction: expected counts from both margins. Categories that both
 * sides lack are left out; null where a side is empty or fewer than two categories remain.
 */
export function chiSquareContingency(
  reference: readonly number[],
  current: readonly number[],
): ChiSquareTest | null {
  const totals = [sum(reference), sum(current)] as const;
  const whole = totals[0] + totals[1];
  if (totals[0] === 0 || totals[1] === 0) return null;
  let statistic = 0;
  let categories = 0;
  reference.forEach((referenceCount, bin) => {
    const currentCount = current[bin] ?? 0;
    const both = referenceCount + currentCount;
    if (both === 0) return;
    categories += 1;
    const expectedReference = (both * totals[0]) / whole;
    const expectedCurrent = (both * totals[1]) / whole;
    statistic +=
      (referenceCount - expectedReference) ** 2 / expectedReference +
      (currentCount - expectedCurrent) ** 2 / expectedCurrent;
  });
  return categories < 2 ? null : test(statistic, categories - 1);
}

function test(statistic: number, degreesOfFreedom: number): ChiSquareTest {
  return { statistic, degreesOfFreedom, pValue: chiSquareSurvival(statistic, degreesOfFreedom) };
}
