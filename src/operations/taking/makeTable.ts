import { ok, type Result } from '../../lib/result';
import type { OperationFailure } from '../core/outcome';
import type { FolderTable, UnitFile } from './snapshotUnit';
import { storedTables } from './tablesBefore';
import { runsOf } from '../../profile/partRuns';
import type { TablePiece } from '../../profile/partitionedTable';
import type { TableProfile } from '../../profile/profile';
import { failedReading, readingKey } from '../../profile/readerVersion';
import type { FinishedTable, MadeReading } from '../../profile/tablePart';
import type { ReadFailure } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import type { Digest } from '../../versioning/digest';
import type { ManifestEntry } from '../../versioning/records';
import { treeDigest } from '../../versioning/tree';
import type { OperationPorts } from '../core/ports';
import type { DroppedFile, ReadParts } from './fileReaders';
import type { ReadTableParts } from './readTableParts';

/** What a table in parts is put together from. */
export interface TableOfParts extends ReadTableParts {
  /** Below the dropped folder; empty where it is that itself. */
  readonly folder: string;
  readonly options: ReadOptions;
  /** Of all its files. */
  readonly digest: Digest;
}

/**
 * Puts the reading of a table together from its runs, away from the page's thread. A run whose parts were there together before has a
 * stored reading; of the others the parts' profiles are looked up, unless they were read just now.
 */
export async function makeTable<F extends DroppedFile>(
  { folder, options, digest, units, pieces, failure }: TableOfParts,
  { ports, readers }: Pick<ReadParts<F>, 'ports' | 'readers'>,
): Promise<Result<FolderTable, OperationFailure>> {
  const parts = units.map(({ path }) => path);
  const failed = (fault: ReadFailure): Result<FolderTable, OperationFailure> => {
    const reading = failedReading(digest, 'partitioned', options, fault);
    return ok({ folder, parts, made: { reading, profile: null }, runs: [] });
  };
  if (failure) return failed(failure);
  const entries = new Map(units.map((unit) => [unit.ingested.digest, unit]));
  const runs = runsOf(pieces, ({ reading }) => reading.digest).map((run) => ({
    run,
    digest: treeDigest(
      run.map((piece) => entryOf(piece, entries)),
      ports,
    ),
  }));
  const stored = await storedTables(
    ports,
    runs.map((each) => readingKey(each.digest, options)),
  );
  if (!stored.ok) return stored;
  const made: MadeReading[] = [];
  const profiles: TableProfile[] = [];
  for (const { run, digest: ofRun } of runs) {
    const known = stored.value.get(readingKey(ofRun, options));
    if (known) {
      profiles.push(known.profile);
      continue;
    }
    const own = await profilesOf(run, entries, ports);
    if (!own.ok) return own;
    if (own.value.length < run.length) throw new Error('a part with a reading has no profile');
    const input = { parts: run, profiles: own.value, digest: ofRun, options };
    const table = await readers.makeTable(input);
    if (!table.ok) return failed(table.error);
    made.push(table.value);
    profiles.push(table.value.profile);
  }
  const whole = await readers.makeTable({ parts: pieces, profiles, digest, options });
  return whole.ok ? ok({ folder, parts, made: whole.value, runs: made }) : failed(whole.error);
}

function entryOf({ path, reading }: TablePiece, units: ReadonlyMap<Digest, UnitFile>): ManifestEntry {
  const { md5, byteLength } = units.get(reading.digest)!.ingested;
  return { path, digest: reading.digest, md5, byteLength };
}

/** Of parts that were read just now, and of those whose profiles are stored. */
async function profilesOf(
  run: readonly TablePiece[],
  units: ReadonlyMap<Digest, UnitFile>,
  ports: OperationPorts,
): Promise<Result<readonly TableProfile[], OperationFailure>> {
  const fresh = new Map<string, FinishedTable>();
  for (const { reading } of run) {
    const table = units.get(reading.digest)?.ingested.table;
    if (table) fresh.set(reading.key, table);
  }
  const asked = run.filter(({ reading }) => !fresh.has(reading.key)).map(({ reading }) => reading.key);
  const stored = await storedTables(ports, asked);
  if (!stored.ok) return stored;
  const profiles = run.flatMap(
    ({ reading: { key } }) => fresh.get(key)?.profile ?? stored.value.get(key)?.profile ?? [],
  );
  return ok(profiles);
}
