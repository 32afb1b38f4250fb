import type { ComparisonRule } from '../../gates/comparisonVerdict';
import { guessDirection } from '../../gates/metricDirection';

/** The rules of metrics by name; what is not named has the default. */
export type MetricRules = ReadonlyMap<string, ComparisonRule>;

/** The confidence of intervals where a person chose none. */
export const defaultConfidence = 0.95;

/** Any difference at all matters, in the direction that the metric's name suggests. */
export function defaultRule(metric: string): ComparisonRule {
  return { direction: guessDirection(metric), minimalDifference: 0, confidence: defaultConfidence };
}
