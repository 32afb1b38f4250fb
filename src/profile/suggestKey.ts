import type { ColumnProfile, TableProfile } from './profile';

/** Names that keys have by custom. */
export const keyName = /^(id|key|uuid|guid|index|pk)$|[_.-](id|key|uuid|guid|pk)$|Id$/;

/**
 * The column that tells the rows of two tables apart, in a list; empty where none does. It is in both, has a value in
 * every row, and as many values as rows, as far as its sketch can tell. One that is named as keys are comes first, then the first.
 */
export function suggestKey(reference: TableProfile, current: TableProfile): readonly string[] {
  const before = new Map(reference.columns.map((column) => [column.name, column]));
  const unique = current.columns.filter((column) => {
    const other = before.get(column.name);
    return other !== undefined && isUnique(column) && isUnique(other);
  });
  const chosen = unique.find(({ name }) => keyName.test(name)) ?? unique.find(mayBeKey);
  return chosen ? [chosen.name] : [];
}

/** The columns to tell rows apart by: a key of both, else the key that the version before had and the later one still has. */
export function keyOfVersions(before: TableProfile, after: TableProfile): readonly string[] {
  const ofBoth = suggestKey(before, after);
  if (ofBoth.length > 0) return ofBoth;
  const here = new Set(after.columns.map(({ name }) => name));
  return suggestKey(before, before).filter((name) => here.has(name));
}

/** A measured number may differ in every row by chance, and change with every version. */
function mayBeKey({ type }: ColumnProfile): boolean {
  return type !== 'number' && type !== 'boolean' && type !== 'nested';
}

function isUnique({ rowCount, nullCount, distinct }: ColumnProfile): boolean {
  if (nullCount > 0 || rowCount === 0) return false;
  if (distinct.isExact) return distinct.count === rowCount;
  // Three standard errors.
  return Math.abs(distinct.count - rowCount) <= 3 * distinct.relativeError * rowCount;
}
