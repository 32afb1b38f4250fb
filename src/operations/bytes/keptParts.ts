import { err, ok, type Result } from '../../lib/result';
import { partFilesOf } from '../../formats/partitioned/partFiles';
import { readingKey } from '../../profile/readerVersion';
import { isFailed, type Reading } from '../../table/reading';
import type { ColumnSchema } from '../../table/schema';
import type { LiveTransaction } from '../core/liveTransaction';
import type { OperationFailure } from '../core/outcome';
import { readReadingInUse } from '../core/readingInUse';
import type { ListedFile } from './keptSource';
import { boundVersion, keptTableIn, type KeptTable, listedFile, type TitledVersion } from './keptTable';

/** A part of a table in parts, as it was read by itself, and what is kept of its bytes. */
export interface KeptPart {
  /** Below the table's folder. */
  readonly path: string;
  readonly reading: Pick<Reading, 'columns' | 'options' | 'rowCount'>;
  readonly bytes: ListedFile;
}

/** The kept parts of a table, and its columns over all of them. */
export interface KeptPartsTable {
  readonly parts: readonly KeptPart[];
  readonly columns: readonly ColumnSchema[];
}

/** A table whose rows can be read here: of one file, or in parts. */
export type KeptRows = KeptTable | KeptPartsTable;

/** The rows of a version by its reading in use; `notFound` of a folder that is no table. */
export async function keptRowsIn(
  live: LiveTransaction,
  version: TitledVersion,
): Promise<Result<KeptRows, OperationFailure>> {
  const snapshot = await boundVersion(live, version.snapshotId);
  if (snapshot?.content !== 'directory') return keptTableIn(live, version, null);
  const { title } = version;
  const reading = await readReadingInUse(live, snapshot);
  if (!reading || isFailed(reading)) return err({ kind: 'notFound', message: `${title} is no table` });
  const parts = await keptParts(live, reading);
  return parts ? ok({ parts, columns: reading.columns }) : err({ kind: 'bytesNotHere', title });
}

/** The parts of a folder that is one table, in byte order; null where the bytes or the reading of one are not here. */
export async function keptParts(
  live: LiveTransaction,
  { digest, options }: Reading,
): Promise<readonly KeptPart[] | null> {
  const manifest = await live.get('manifests', digest);
  if (!manifest) return null;
  const names = new Set(partFilesOf(manifest.entries.map(({ path }) => path)).parts);
  const entries = manifest.entries.filter(({ path }) => names.has(path));
  const readings = await live.getMany(
    'readings',
    entries.map((entry) => readingKey(entry.digest, options)),
  );
  const parts: KeptPart[] = [];
  for (const [at, entry] of entries.entries()) {
    const reading = readings[at];
    const bytes = await listedFile(live, entry.digest);
    if (!reading || isFailed(reading) || !bytes) return null;
    const { columns, rowCount } = reading;
    parts.push({ path: entry.path, reading: { columns, options, rowCount }, bytes });
  }
  return parts;
}
