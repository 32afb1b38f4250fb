/** A condition over the columns of one row. */
export interface RowExpression {
  readonly source: string;
  /** The names that stand in it free: columns, `now`, and `row`, which has all columns by their names. */
  readonly names: readonly string[];
  /** The most steps that one row can take. */
  readonly cost: number;
  /** Words where it gives no truth value. */
  evaluate(values: Record<string, unknown>): boolean | string;
}
