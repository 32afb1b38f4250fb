import type { Hashers } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { digestOfParts } from '../table/partsDigest';
import { partitionOf } from '../table/partition';
import type { Reading, ReadFailure, ReadWarning } from '../table/reading';
import type { ColumnSchema, ReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';
import { boundProfile } from './boundProfile';
import { mergeProfiles } from './mergeProfiles';
import { mixedTypes, otherTables, type PartsSchema, schemaOfParts, schemaWarnings } from './partsSchema';
import { profileOfValues } from './partitionColumn';
import type { ColumnProfile, TableProfile } from './profile';
import { readerVersion, readingKey } from './readerVersion';
import type { FinishedTable } from './tablePart';

/** A file of a partitioned table as it was read by itself. */
export interface TablePiece {
  /** Below the table's folder. */
  readonly path: string;
  readonly reading: Reading;
}

/** Which table it is: the digest is the folder's tree digest. */
export interface PartitionedInput {
  readonly digest: Digest;
  readonly options: ReadOptions;
  readonly hashers: Hashers;
}

/**
 * The reading and profile of a folder of files taken as one table, from those of its parts alone, in byte order of their paths. `profiles`
 * are of the parts, or of runs of parts, in the same order. Columns go by name; what a path says is a column, too. Refuses parts
 * that are no parts of one table. Rules [T18], [P12].
 */
export function partitionedTable(
  parts: readonly TablePiece[],
  profiles: readonly TableProfile[],
  { digest, options, hashers }: PartitionedInput,
): Result<FinishedTable, ReadFailure> {
  const named = partitionNames(parts);
  if (!named.ok) return named;
  const schema = schemaOfParts(parts);
  if (!schema.ok) return schema;
  const merged = mergeOwn(profiles, schema.value, parts);
  if (!merged.ok) return merged;
  const { rowCount, columns } = merged.value;
  const partitions = named.value.flatMap((name, place) => (schema.value.has(name) ? [] : { name, place }));
  const given = partitions.map(({ name, place }) =>
    profileOfValues(
      name,
      parts.map(({ path, reading }) => ({ value: valueAt(path, place), rowCount: reading.rowCount })),
    ),
  );
  const profile = boundProfile({ rowCount, columns: [...columns, ...given.map(({ column }) => column)] });
  const reading: Reading = {
    key: readingKey(digest, options),
    digest,
    format: `partitioned ${parts.at(-1)?.reading.format ?? 'table'}`,
    options,
    readerVersion,
    rowCount,
    columns: profile.columns.map(({ name, type, nullCount }): ColumnSchema => ({
      name,
      type,
      nullable: nullCount > 0,
    })),
    ...digestsOf(
      parts,
      profile.columns.map(({ name }) => name),
      partitions.map(({ place }) => place),
      hashers,
    ),
    prefix: null,
    warnings: [
      ...warningsOf(parts),
      ...schemaWarnings(schema.value, parts.length),
      ...given.flatMap((each) => each.warnings),
    ],
  };
  return ok({ reading, profile });
}

function valueAt(path: string, place: number): string | null {
  return partitionOf(path)[place]?.value ?? null;
}

/** A part without rows says nothing. */
function digestsOf(
  parts: readonly TablePiece[],
  names: readonly string[],
  places: readonly number[],
  hashers: Hashers,
): Pick<Reading, 'logicalDigest' | 'orderedRowDigest'> {
  const filled = parts.filter(({ reading }) => reading.rowCount > 0);
  const rows = (pick: (reading: Reading) => Digest) =>
    filled.map(({ path, reading }) => ({
      values: places.map((place) => valueAt(path, place)),
      digest: pick(reading),
    }));
  return {
    logicalDigest: digestOfParts(
      hashers,
      'logical',
      names,
      rows((each) => each.logicalDigest),
    ),
    orderedRowDigest: digestOfParts(
      hashers,
      'ordered',
      names,
      rows((each) => each.orderedRowDigest),
    ),
  };
}

/** The same folders at every part, by name and place. */
function partitionNames(parts: readonly TablePiece[]): Result<readonly string[], ReadFailure> {
  const [first] = parts;
  const names = (path: string): string =>
    partitionOf(path)
      .map(({ name }) => name)
      .join(', ');
  const other = parts.find(({ path }) => names(path) !== names(first?.path ?? ''));
  if (first && other)
    return err(
      otherTables(
        `${first.path} has the partition columns ${names(first.path) || 'none'}, and ${other.path} has ${names(other.path) || 'none'}`,
      ),
    );
  return ok(partitionOf(first?.path ?? '').map(({ name }) => name));
}

/** The columns that the files themselves have, each over all rows. */
function mergeOwn(
  profiles: readonly TableProfile[],
  schema: PartsSchema,
  parts: readonly TablePiece[],
): Result<TableProfile, ReadFailure> {
  const prepared: TableProfile[] = [];
  for (const { rowCount, columns } of profiles) {
    const own: ColumnProfile[] = [];
    for (const column of columns) {
      const type = schema.get(column.name)?.type;
      if (type === undefined) continue;
      const fits = type !== 'string' || column.type === 'string' || column.type === 'empty';
      const shown = fits ? column : asText(column);
      if (!shown) return err(mixedTypes(column.name, parts));
      own.push(shown);
    }
    prepared.push({ rowCount, columns: own });
  }
  const { rowCount, columns } = mergeProfiles(prepared);
  const ofName = new Map(columns.map((column) => [column.name, column]));
  // A part that lacks a column has nulls in it.
  const whole = [...schema.keys()].flatMap((name) => {
    const column = ofName.get(name);
    if (!column) return [];
    return { ...column, rowCount, nullCount: column.nullCount + rowCount - column.rowCount };
  });
  return ok({ rowCount, columns: whole });
}

/** A column as if its cells were text, in canonical form; null where not all of its values are known. */
function asText({ name, rowCount, nullCount, frequent }: ColumnProfile): ColumnProfile | null {
  if (!frequent.isComplete) return null;
  const values = frequent.items.map(({ value, count }) => ({ value, rowCount: count }));
  return { ...profileOfValues(name, values, 'string').column, rowCount, nullCount };
}

/** What the parts warn of, summed; a line says nothing of a folder. */
function warningsOf(parts: readonly TablePiece[]): ReadWarning[] {
  const known = new Map<string, ReadWarning>();
  for (const { reading } of parts) {
    for (const warning of reading.warnings) {
      // Of one part, and said of the whole by its schema.
      if (warning.kind === 'secondTable' || warning.kind === 'footer' || warning.kind === 'mixedColumn')
        continue;
      const own = 'firstLines' in warning ? { ...warning, firstLines: [] } : warning;
      const { count: _, ...rest } = { count: 0, ...own };
      const key = JSON.stringify(rest);
      const before = known.get(key);
      known.set(
        key,
        before && 'count' in before && 'count' in own ? { ...before, count: before.count + own.count } : own,
      );
    }
  }
  return [...known.values()];
}
