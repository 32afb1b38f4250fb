import type { ColumnType } from '../../table/schema';

/** A column that a model takes, as its signature says it. */
export interface SignatureColumn {
  readonly name: string;
  /** The word of MLflow: `long`, `double`, `string`, …; null where it says none. */
  readonly type: string | null;
  readonly isRequired: boolean;
}

/** What MLflow calls a type, and the columns that it takes without loss. */
const taken: Readonly<Record<string, readonly ColumnType[]>> = {
  integer: ['integer'],
  long: ['integer'],
  float: ['integer', 'number'],
  double: ['integer', 'number'],
  boolean: ['boolean'],
  string: ['string'],
  binary: ['string'],
  datetime: ['date', 'timestamp'],
};

/** What a table lacks of what a model takes, a sentence each; a column without values is of any type, and a type that is no column's is not told. */
export function signatureFaults(
  signature: readonly SignatureColumn[],
  columns: readonly { readonly name: string; readonly type: ColumnType }[],
): readonly string[] {
  const byName = new Map(columns.map((column) => [column.name, column.type]));
  return signature.flatMap(({ name, type, isRequired }): readonly string[] => {
    const found = byName.get(name);
    if (found === undefined) return isRequired ? [`there is no column ${JSON.stringify(name)}`] : [];
    const allowed = type !== null && Object.hasOwn(taken, type) ? taken[type]! : null;
    if (allowed === null || found === 'empty' || allowed.includes(found)) return [];
    return [`${JSON.stringify(name)} is of type ${found}, and the model takes ${type}`];
  });
}
