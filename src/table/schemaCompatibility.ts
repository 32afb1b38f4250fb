import type { ColumnSchema, ColumnType } from './schema';

/**
 * What keeps two versions of a table from being read alike, in words; empty where nothing does. `backward`: who reads by the later schema
 * cannot read rows of the earlier one. `forward`: who reads by the earlier schema cannot read rows of the later one.
 */
export interface SchemaBreaks {
  readonly backward: readonly string[];
  readonly forward: readonly string[];
}

/** Rule [T17] of SPEC.md. `isText`: both are text, where a column of text holds whatever another holds. */
export function schemaBreaks(
  before: readonly ColumnSchema[],
  after: readonly ColumnSchema[],
  isText: boolean,
): SchemaBreaks {
  return { backward: unreadable(before, after, isText), forward: unreadable(after, before, isText) };
}

/** Why rows of one schema cannot be read by another. */
function unreadable(
  written: readonly ColumnSchema[],
  reader: readonly ColumnSchema[],
  isText: boolean,
): readonly string[] {
  const columns = new Map(written.map((column) => [column.name, column]));
  return reader.flatMap(({ name, type, nullable }) => {
    const column = columns.get(name);
    const quoted = JSON.stringify(name);
    if (column === undefined) return nullable ? [] : [`there is no column ${quoted}`];
    const faults: string[] = [];
    if (!holds(type, column.type, isText)) faults.push(`${quoted} is ${column.type}, and ${type} is read`);
    if (column.nullable && !nullable) faults.push(`${quoted} lacks values`);
    return faults;
  });
}

/** Whether every value of one type is one of another. */
function holds(wide: ColumnType, narrow: ColumnType, isText: boolean): boolean {
  if (wide === narrow || wide === 'empty' || narrow === 'empty') return true;
  if (wide === 'number') return narrow === 'integer';
  if (wide === 'timestamp') return narrow === 'date';
  return wide === 'string' && isText;
}
