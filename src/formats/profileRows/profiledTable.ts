import type { Hashers } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import { originOfSketched } from '../../profile/sketched/originOfSketched';
import { profileOfSketched } from '../../profile/sketched/profileOfSketched';
import type { TableProfile } from '../../profile/profile';
import type { FinishedTable } from '../../profile/tablePart';
import type { ProfileOrigin, ReadFailure, ReadWarning } from '../../table/reading';
import type { RowConsumer } from '../../table/tableRows';
import type { Digest } from '../../versioning/digest';
import { isState } from './isProfile';
import { ProfileRows } from './readProfileRows';
import { ProfileStates } from './readStates';

/** A table but for the digest of its bytes. */
interface Unfinished {
  finish(digest: Digest): FinishedTable;
  readonly columnNames: readonly string[];
}

type ReadAgain = (rows: RowConsumer, textColumns: readonly string[]) => Promise<Result<unknown, ReadFailure>>;

/** What rows of profiles say of the table that they are of. */
interface Computed {
  readonly profile: TableProfile;
  readonly registers?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly warnings: readonly ReadWarning[];
  readonly origin: ProfileOrigin;
}

/**
 * The table that rows of profiles are of. Its digests are those of the rows of profiles: equal to those of the same rows, and never to those of the
 * table itself. `readAgain` gives the rows, with the cells of these columns as they stand.
 */
export async function profiledTable(
  rowsOfProfiles: Unfinished,
  hashers: Hashers,
  readAgain: ReadAgain,
): Promise<Result<Unfinished, ReadFailure>> {
  const names = rowsOfProfiles.columnNames;
  const computed = isState(new Set(names))
    ? await ofStates(names, hashers, readAgain)
    : await ofSketches(names, readAgain);
  if (!computed.ok) return computed;
  const { profile, warnings, origin, registers } = computed.value;
  const columns = profile.columns.map(({ name, type, nullCount }) => ({
    name,
    type,
    nullable: nullCount > 0,
  }));
  return ok({
    columnNames: columns.map(({ name }) => name),
    finish(digest) {
      const { reading } = rowsOfProfiles.finish(digest);
      const { rowCount } = profile;
      return {
        profile,
        ...(registers && { registers }),
        reading: { ...reading, rowCount, columns, prefix: null, warnings, origin },
      };
    },
  });
}

async function ofSketches(
  names: readonly string[],
  readAgain: ReadAgain,
): Promise<Result<Computed, ReadFailure>> {
  const rows = new ProfileRows();
  const read = await readAgain(rows, names);
  if (!read.ok) return read;
  const merged = rows.finish();
  if (!merged.ok) return merged;
  const { table, partCount } = merged.value;
  return ok({
    profile: profileOfSketched(table),
    warnings: [],
    origin: originOfSketched('Spark', partCount, table),
  });
}

/** Texts of states are JSON, and read as such. */
async function ofStates(
  names: readonly string[],
  hashers: Hashers,
  readAgain: ReadAgain,
): Promise<Result<Computed, ReadFailure>> {
  const rows = new ProfileStates(hashers);
  const read = await readAgain(rows, names);
  if (!read.ok) return read;
  const merged = rows.finish();
  if (!merged.ok) return merged;
  const { state, partCount } = merged.value;
  return ok({
    profile: state.profile,
    registers: state.registers,
    warnings: state.reading.warnings,
    origin: { engine: 'Throughline', partCount, columns: [] },
  });
}
