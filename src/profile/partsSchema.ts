import { err, ok, type Result } from '../lib/result';
import type { Reading, ReadFailure, ReadWarning } from '../table/reading';
import type { ColumnType } from '../table/schema';
import { commonType } from './mergeProfiles';

/** What a column of a table in parts holds over all of them, and in how many files it is of which type. */
export interface PartsColumn {
  /** Text where types do not go together. */
  readonly type: ColumnType;
  readonly isMixed: boolean;
  readonly fileCounts: ReadonlyMap<ColumnType, number>;
}

/** By column name; the last part says the order. */
export type PartsSchema = ReadonlyMap<string, PartsColumn>;

interface Part {
  readonly path: string;
  readonly reading: Reading;
}

/** The columns of all parts. Refuses a part that has fewer than half of them: it is of another table. */
export function schemaOfParts(parts: readonly Part[]): Result<PartsSchema, ReadFailure> {
  if (parts.length === 0) return err(otherTables('the folder has no file that is read as a table'));
  const counts = new Map<string, Map<ColumnType, number>>();
  for (const { reading } of parts.toReversed()) {
    for (const { name, type } of reading.columns) {
      const known = counts.get(name) ?? new Map<ColumnType, number>();
      known.set(type, (known.get(type) ?? 0) + 1);
      counts.set(name, known);
    }
  }
  const stranger = parts.find(({ reading }) => reading.columns.length * 2 < counts.size);
  if (stranger) {
    const { path, reading } = stranger;
    const some = `${reading.columns.length} of the ${counts.size} columns of all files`;
    return err(otherTables(`${path} has ${some}: they are not of one table`));
  }
  return ok(
    new Map(
      Array.from(counts, ([name, fileCounts]) => {
        const type = commonType([...fileCounts.keys()]);
        return [name, { type: type ?? 'string', isMixed: type === null, fileCounts }];
      }),
    ),
  );
}

/** Columns that some files lack, and those that are text because types do not go together. */
export function schemaWarnings(schema: PartsSchema, partCount: number): readonly ReadWarning[] {
  return [...schema].flatMap(([column, { isMixed, fileCounts }]): ReadWarning[] => {
    const there = [...fileCounts.values()].reduce((sum, count) => sum + count, 0);
    const lacking = partCount - there;
    const detail = Array.from(fileCounts, ([type, count]) => `${type} in ${files(count)}`).join(', ');
    const message = `${column}: missing in ${files(lacking)} of ${partCount}, so it is null there`;
    return [
      ...(lacking > 0 ? [{ kind: 'other' as const, message }] : []),
      ...(isMixed ? [{ kind: 'mixedColumn' as const, column, detail }] : []),
    ];
  });
}

/** Why a column cannot be put together, with a file for each type. */
export function mixedTypes(name: string, parts: readonly Part[]): ReadFailure {
  const found = new Map<ColumnType, string>();
  for (const { path, reading } of parts) {
    const type = reading.columns.find((column) => column.name === name)?.type;
    if (type !== undefined && type !== 'empty' && !found.has(type)) found.set(type, path);
  }
  const said = Array.from(found, ([type, path]) => `${type} in ${path}`).join(' and ');
  return otherTables(`the column ${name} is ${said}: the files of one table have one schema`);
}

/** Files that cannot be taken as one table. */
export function otherTables(message: string): ReadFailure {
  return { kind: 'unsupported', message };
}

function files(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'}`;
}
