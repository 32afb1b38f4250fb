import type { Comparison, ContractValue } from './comparison';

/** A rule in SQL: one SELECT, whose one figure is compared. */
export interface SqlRule {
  readonly kind: 'sql';
  /** With the names of table and column in the place of what stands for them. */
  readonly query: string;
  readonly comparison: Comparison;
  readonly limits: readonly ContractValue[];
  /** As the contract writes it. */
  readonly text: string;
}

/** What a query gave: a value of the one row and column, or why there is none. */
export type SqlAnswer =
  | { readonly kind: 'value'; readonly value: string | number | null }
  | { readonly kind: 'fault'; readonly message: string };
