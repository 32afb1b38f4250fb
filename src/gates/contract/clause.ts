import type { Comparison, ContractValue } from './comparison';
import type { Decimal } from './decimal';
import type { Duration } from './duration';
import type { RowExpression } from './expression';
import type { GraphRule } from './graphRule';
import type { SqlRule } from './sqlRule';
import type { Range, TableRule } from './tableRule';

/** One promise of a contract, and where it stands in it. */
export interface Clause {
  /** JSON Pointer into the contract. */
  readonly pointer: string;
  /** The word of the standard: `required`, `maximum`, `nullValues`, … */
  readonly name: string;
  /** The property's path; null where it is of the whole object. */
  readonly column: string | null;
  /** The path of the object's own property that it is in; the same as `column` where it is no inner one. */
  readonly root: string | null;
  /** The stable id of a quality rule or service level; null where it has none. */
  readonly id: string | null;
  /** As the contract says it; null where it says none. */
  readonly severity: string | null;
  readonly rule: Rule;
}

/** What a clause asks of a table. */
export type Rule =
  | { readonly kind: 'present' }
  | ({ readonly kind: 'correlation'; readonly columns: readonly [string, string] } & Range)
  | RowRule
  | { readonly kind: 'key'; readonly columns: readonly string[]; readonly isRequired: boolean }
  | MetricRule
  | {
      readonly kind: 'relationship';
      readonly from: readonly string[];
      readonly to: RelationshipTarget | null;
      readonly said: string;
    }
  | SlaRule
  | TableRule
  | SqlRule
  | { readonly kind: 'graph'; readonly graph: GraphRule }
  | { readonly kind: 'sorted'; readonly isDescending: boolean }
  | {
      readonly kind: 'expression';
      readonly expression: RowExpression;
      /** The top-level columns that it names. */
      readonly columns: readonly string[];
    }
  | { readonly kind: 'notChecked'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** A rule that each row keeps or breaks by itself. Nulls break none but `required`. */
export type RowRule =
  | { readonly kind: 'type'; readonly logicalType: string }
  | { readonly kind: 'required' }
  | {
      readonly kind: 'bound';
      readonly side: 'least' | 'most';
      readonly isExclusive: boolean;
      readonly limit: Limit;
    }
  | { readonly kind: 'within'; readonly least: Decimal; readonly most: Decimal }
  | { readonly kind: 'multipleOf'; readonly of: Decimal }
  | { readonly kind: 'length'; readonly side: 'least' | 'most'; readonly limit: number }
  | { readonly kind: 'items'; readonly side: 'least' | 'most'; readonly limit: number }
  | { readonly kind: 'members'; readonly side: 'least' | 'most'; readonly limit: number }
  | { readonly kind: 'hasMembers'; readonly names: readonly string[] }
  | { readonly kind: 'uniqueItems' }
  | { readonly kind: 'dimensions'; readonly count: number }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'among'; readonly values: readonly ContractValue[] };

/** A bound of numbers, or the text of a date or time in the property's own format. */
export type Limit =
  | { readonly kind: 'number'; readonly value: Decimal; readonly text: string }
  | { readonly kind: 'temporal'; readonly text: string };

/** A figure of the table, and what it must be. */
export interface MetricRule {
  readonly kind: 'metric';
  readonly metric: Metric;
  /** Of the rows, instead of how many. */
  readonly isPercent: boolean;
  readonly operators: readonly Operator[];
}

/** A figure that a contract sets bounds for. */
export type Metric =
  | { readonly kind: 'rowCount' }
  | { readonly kind: 'nullValues' }
  | { readonly kind: 'missingValues'; readonly values: readonly ContractValue[] }
  | {
      readonly kind: 'invalidValues';
      readonly values: readonly ContractValue[] | null;
      readonly pattern: string | null;
    }
  | { readonly kind: 'duplicateValues'; readonly columns: readonly string[] };

/** One comparison, with two limits where it is of a range. */
export interface Operator {
  readonly name: Comparison;
  readonly limits: readonly Decimal[];
  /** As the contract writes them. */
  readonly text: string;
}

/** The columns of another object that a relationship points to. */
export interface RelationshipTarget {
  readonly object: string;
  readonly columns: readonly string[];
}

/** A promise about time: how old rows may be, or how long they are kept. */
export interface SlaRule {
  readonly kind: 'sla';
  readonly property: 'freshness' | 'latency' | 'retention' | 'frequency';
  readonly limit: Duration;
  /** The column whose moments it is of. */
  readonly element: string;
}
