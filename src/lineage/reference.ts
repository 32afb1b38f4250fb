/** A dataset's or job's name, as a source gives it. */
export interface Reference {
  readonly namespace: string;
  readonly name: string;
}

/** How a column is made of another: `DIRECT` or `INDIRECT`, a subtype such as `IDENTITY` or `FILTER`, and whether values are masked. */
export type Transformation = readonly [type: string | null, subtype: string | null, isMasking: boolean];

/** A column of another dataset that went into a column of this one, or into all of it where `toColumn` is null. */
export interface ColumnSource {
  readonly toColumn: string | null;
  readonly from: Reference;
  readonly fromColumn: string;
  readonly transformations: readonly Transformation[];
}
