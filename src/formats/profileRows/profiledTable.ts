import { ok, type Result } from '../../lib/result';
import { originOfSketched } from '../../profile/sketched/originOfSketched';
import { profileOfSketched } from '../../profile/sketched/profileOfSketched';
import type { FinishedTable } from '../../profile/tablePart';
import type { ReadFailure } from '../../table/reading';
import type { RowConsumer } from '../../table/tableRows';
import type { Digest } from '../../versioning/digest';
import { ProfileRows } from './readProfileRows';

/** A table but for the digest of its bytes. */
interface Unfinished {
  finish(digest: Digest): FinishedTable;
  readonly columnNames: readonly string[];
}

/**
 * The table that rows of profiles are of. Its digests are those of the rows of profiles: equal to those of the same rows, and never to those of the
 * table itself. `readAgain` gives the rows, with the cells of these columns as they stand.
 */
export async function profiledTable(
  rowsOfProfiles: Unfinished,
  readAgain: (rows: RowConsumer, textColumns: readonly string[]) => Promise<Result<unknown, ReadFailure>>,
): Promise<Result<Unfinished, ReadFailure>> {
  const rows = new ProfileRows();
  const read = await readAgain(rows, rowsOfProfiles.columnNames);
  if (!read.ok) return read;
  const merged = rows.finish();
  if (!merged.ok) return merged;
  const { table, partCount } = merged.value;
  const profile = profileOfSketched(table);
  const columns = profile.columns.map(({ name, type, nullCount }) => ({
    name,
    type,
    nullable: nullCount > 0,
  }));
  return ok({
    columnNames: columns.map(({ name }) => name),
    finish(digest) {
      const { reading } = rowsOfProfiles.finish(digest);
      return {
        profile,
        reading: {
          ...reading,
          rowCount: profile.rowCount,
          columns,
          prefix: null,
          warnings: [],
          origin: originOfSketched('Spark', partCount, table),
        },
      };
    },
  });
}
