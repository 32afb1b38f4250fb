import type { ColumnSchema, ColumnType } from '../schema';

/**
 * The columns of `own` whose cells are compared as they stand in the file: those of text, and those that are not of one kind
 * with the column of that name in `other`. Else a number here would be compared in canonical form with a text there.
 */
export function columnsComparedAsText(
  own: readonly ColumnSchema[],
  other: readonly ColumnSchema[],
): readonly string[] {
  const otherTypes = new Map(other.map(({ name, type }) => [name, type]));
  return own
    .filter(({ name, type }) => type === 'string' || !areOfOneKind(type, otherTypes.get(name) ?? type))
    .map(({ name }) => name);
}

function areOfOneKind(a: ColumnType, b: ColumnType): boolean {
  return a === 'empty' || b === 'empty' || kindOf(a) === kindOf(b);
}

function kindOf(type: ColumnType): ColumnType {
  if (type === 'integer') return 'number';
  return type === 'date' ? 'timestamp' : type;
}
