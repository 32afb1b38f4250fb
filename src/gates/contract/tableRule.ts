import type { Decimal } from './decimal';
import type { FreshnessObjective } from '../freshness/objective';
import type { PersonalKind } from '../privacy/kinds';
import type { Duration } from './duration';

/** What a contract promises of a table as a whole, or of a column's profile, in our own properties of the standard's `customProperties`. */
export type TableRule =
  | { readonly kind: 'digest'; readonly digest: string; readonly isLogical: boolean }
  | { readonly kind: 'encoding'; readonly encoding: string }
  | { readonly kind: 'columns'; readonly isExact: boolean; readonly isOrdered: boolean }
  | { readonly kind: 'fileAge'; readonly limit: Duration }
  | { readonly kind: 'freshness'; readonly objective: FreshnessObjective }
  | { readonly kind: 'licence'; readonly allowed: readonly string[] }
  | ({ readonly kind: 'rowCountChange' } & Range)
  | ({ readonly kind: 'statistic'; readonly statistic: Statistic } & Range)
  | { readonly kind: 'notInFuture' }
  | ({ readonly kind: 'metricWithin'; readonly metric: string; readonly statistic: MetricStatistic } & Range)
  | ({ readonly kind: 'files'; readonly kinds: readonly string[] | null } & Range)
  | { readonly kind: 'signature'; readonly model: string }
  | { readonly kind: 'drift'; readonly recipe: string; readonly maximum: Decimal }
  | { readonly kind: 'privacy'; readonly allowed: readonly PersonalKind[]; readonly from: number };

/** Both ends belong to it; null is no end. */
export interface Range {
  readonly minimum: Decimal | null;
  readonly maximum: Decimal | null;
}

/** What of the samples of a metric a contract can set bounds for: each of them, or one figure of all. */
export const metricStatistics = ['each', 'mean', 'p50', 'p95', 'p99'] as const;
/** One of them. */
export type MetricStatistic = (typeof metricStatistics)[number];

/** Figures of a profile. */
export const statistics = [
  'mean',
  'standardDeviation',
  'median',
  'distinctCount',
  'nullShare',
  'meanLength',
] as const;
/** A figure of a column that a contract can set bounds for. */
export type Statistic = (typeof statistics)[number];

const tableKinds: ReadonlySet<string> = new Set<TableRule['kind']>([
  'digest',
  'encoding',
  'columns',
  'fileAge',
  'freshness',
  'licence',
  'rowCountChange',
  'statistic',
  'notInFuture',
  'drift',
  'metricWithin',
  'files',
  'signature',
  'privacy',
]);

/** Rules that ask neither for rows nor for what reading them gave: they are told of what is no table, too. */
const apartFromRows: ReadonlySet<string> = new Set<TableRule['kind']>([
  'fileAge',
  'licence',
  'metricWithin',
  'files',
]);

/** Whether a rule is told where no rows can be read. */
export function isApartFromRows({ kind }: { readonly kind: string }): boolean {
  return apartFromRows.has(kind);
}

/** Whether a rule is of the table as a whole, so that rows alone do not tell it. */
export function isTableRule(rule: { readonly kind: string }): rule is TableRule {
  return tableKinds.has(rule.kind);
}

/** Whether a name is that of a figure. */
export function isStatistic(name: string): name is Statistic {
  return statistics.some((each) => each === name);
}
