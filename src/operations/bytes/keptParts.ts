import { partFilesOf } from '../../formats/partitioned/partFiles';
import { readingKey } from '../../profile/readerVersion';
import { isFailed, type Reading } from '../../table/reading';
import type { LiveTransaction } from '../core/liveTransaction';
import type { ListedFile } from './keptSource';
import { listedFile } from './keptTable';

/** A part of a table in parts, as it was read by itself, and what is kept of its bytes. */
export interface KeptPart {
  /** Below the table's folder. */
  readonly path: string;
  readonly reading: Pick<Reading, 'columns' | 'options' | 'rowCount'>;
  readonly bytes: ListedFile;
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
