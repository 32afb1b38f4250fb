import { err, ok, type Result } from '../lib/result';
import type { FinishedTable } from '../profile/tablePart';
import type { ReadFailure } from '../table/reading';
import { UsageError, type Flags } from './command';

/** The names that --columns gives; null where it gives none. Throws `UsageError`. */
export function columnNamesOf(flags: Flags): readonly string[] | null {
  const given = flags.get('columns');
  if (given === null) return null;
  const names = given.split(',').map((name) => name.trim());
  if (names.includes('') || new Set(names).size < names.length)
    throw new UsageError('--columns takes names by commas, none of them empty or twice');
  return names;
}

/** A table under other names of its columns, in their order. */
export function withColumnNames(
  { reading, profile, registers }: FinishedTable,
  names: readonly string[],
): Result<FinishedTable, ReadFailure> {
  const { length } = profile.columns;
  if (length !== names.length)
    return err({
      kind: 'unsupported',
      message: `it has ${length} columns, and --columns names ${names.length}`,
    });
  const renamed = <T extends { readonly name: string }>(columns: readonly T[]): T[] =>
    columns.map((column, at) => ({ ...column, name: names[at]! }));
  const own = new Map(profile.columns.map(({ name }, at) => [name, names[at]!]));
  return ok({
    reading: { ...reading, columns: renamed(reading.columns) },
    profile: { ...profile, columns: renamed(profile.columns) },
    ...(registers && {
      registers: new Map(Array.from(registers, ([name, each]) => [own.get(name)!, each])),
    }),
  });
}
