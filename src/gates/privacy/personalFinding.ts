import type { PersonalKind } from './kinds';

/** Personal data that a column seems to hold. */
export interface PersonalFinding {
  readonly kind: PersonalKind;
  /** From 0 to 1. */
  readonly score: number;
  /** Rows that hold such a value; where not all values are known, in proportion. */
  readonly rows: number;
  /** Whether `rows` was counted. */
  readonly isExact: boolean;
  /** Some of the values, masked. */
  readonly samples: readonly string[];
}
