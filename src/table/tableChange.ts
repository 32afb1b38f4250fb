import type { Reading } from './reading';
import { diffSchemas } from './schemaDiff';

/** What two readings are told apart by. */
export type ComparedReading = Pick<Reading, 'digest' | 'logicalDigest' | 'rowCount' | 'columns'>;

/** What changed from one reading of a table to another, in words, one a line; none where the bytes are the same. */
export function tableChanges(before: ComparedReading, after: ComparedReading): readonly string[] {
  if (before.digest === after.digest) return [];
  const { added, removed, renamed, retyped, nullability, reordered } = diffSchemas(
    before.columns,
    after.columns,
  );
  const found = [
    ...(before.rowCount === after.rowCount ? [] : [`rows: ${before.rowCount} → ${after.rowCount}`]),
    ...removed.map(({ name }) => `column ${JSON.stringify(name)} was removed`),
    ...renamed.map(({ from, to }) => `column ${JSON.stringify(from)} is likely ${JSON.stringify(to)} now`),
    ...added.map(({ name, type }) => `column ${JSON.stringify(name)} was added (${type})`),
    ...retyped.map(({ name, from, to }) => `column ${JSON.stringify(name)}: ${from} → ${to}`),
    ...nullability.map(
      ({ name, nowNullable }) =>
        `column ${JSON.stringify(name)} ${nowNullable ? 'lacks values now' : 'has all its values now'}`,
    ),
    ...(reordered.length === 0 ? [] : ['columns stand in another order']),
  ];
  if (found.length > 0) return found;
  return [
    before.logicalDigest === after.logicalDigest
      ? 'other bytes, with the same rows'
      : 'rows changed; their count and the columns are the same',
  ];
}
