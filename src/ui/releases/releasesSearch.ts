import { directions, type ComparisonRule, type Direction } from '../../gates/comparisonVerdict';
import { defaultConfidence, defaultRule, type MetricRules } from '../../operations/releases/metricRules';
import type { SnapshotId } from '../../versioning/records';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export interface ReleasesSearch {
  readonly q?: string;
}

export function parseReleasesSearch(raw: SearchParameters): ReleasesSearch {
  return chosen({ q: optionalText(raw['q']) });
}

/** What is set of a metric's rule; what is absent is as at the last promotion, else the default. */
export interface RuleInLink {
  readonly direction?: Direction;
  readonly minimal?: number;
}

export interface ReleaseSearch {
  /** The first alias of the artifact where absent; one that is not there yet is about to be made. */
  readonly alias?: string;
  /** The latest version that the alias is not on where absent. */
  readonly candidate?: SnapshotId;
  /** The metric whose tail is drawn; the first with enough samples where absent. */
  readonly metric?: string;
  /** By metric. */
  readonly rules?: Readonly<Record<string, RuleInLink>>;
  /** Of the intervals; 0.95 where absent. */
  readonly confidence?: number;
}

export const confidences = [0.9, 0.95, 0.99] as const;

export function parseReleaseSearch(raw: SearchParameters): ReleaseSearch {
  return chosen({
    alias: optionalText(raw['alias']),
    candidate: optionalText(raw['candidate']) as SnapshotId | undefined,
    metric: optionalText(raw['metric']),
    rules: optionalRules(raw['rules']),
    confidence: confidences.find((confidence) => confidence === raw['confidence']),
  });
}

function optionalRules(value: unknown): ReleaseSearch['rules'] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const rules = Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([metric, rule]) => {
    if (typeof rule !== 'object' || rule === null) return [];
    const { direction, minimal } = rule as SearchParameters;
    const read = chosen({
      direction: optionalOneOf(direction, directions),
      minimal: isSize(minimal) ? minimal : undefined,
    });
    return Object.keys(read).length > 0 ? [[metric, read] as const] : [];
  });
  return rules.length > 0 ? Object.fromEntries(rules) : undefined;
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** The rule of each metric: what the link says over what was said at the last promotion. */
export function rulesFor(metrics: readonly string[], search: ReleaseSearch, last: MetricRules): MetricRules {
  return new Map(
    metrics.map((metric): [string, ComparisonRule] => {
      const before = last.get(metric) ?? defaultRule(metric);
      const own = search.rules && Object.hasOwn(search.rules, metric) ? search.rules[metric] : undefined;
      return [
        metric,
        {
          direction: own?.direction ?? before.direction,
          minimalDifference: own?.minimal ?? before.minimalDifference,
          confidence: search.confidence ?? defaultConfidence,
        },
      ];
    }),
  );
}
