import { formatOfName } from '../formats/names';
import { artifactKindOf } from './artifactKind';
import type { SnapshotOutcome } from './outcome';
import { pointerTargets, type PointerTarget } from './pointerTargets';
import type { IngestedFile, UnitFile } from './snapshotUnit';
import { takeContent, type Taking } from './takeContent';

/** Takes a file's bytes, with its reading where it is a table. */
export async function takeFile(taking: Taking, file: UnitFile, path: string): Promise<SnapshotOutcome> {
  const { ingested } = file;
  const outcome = await takeContent(taking, path, {
    content: 'file',
    digest: ingested.digest,
    md5: ingested.md5,
    byteLength: ingested.byteLength,
    format: ingested.format,
    readingKey: ingested.table?.reading.key ?? null,
    facts: { table: ingested.table?.reading ?? null, files: null },
    rowCount: ingested.table?.reading.rowCount ?? null,
    artifactKind: artifactKindOf(path, ingested.format, ingested.table !== null),
    lastModified: file.lastModified,
  });
  if (outcome.what.kind !== 'unchanged' || outcome.alsoBytesOf) await keepReading(taking, ingested);
  return outcome;
}

async function keepReading({ change }: Taking, { table }: IngestedFile): Promise<void> {
  if (!table) return;
  await change.transaction.addMissing('readings', [table.reading]);
  await change.transaction.addMissing('profiles', [{ key: table.reading.key, profile: table.profile }]);
}

/** What a pointer stands for, and where the pointer itself lies. */
export interface PointedFile {
  readonly target: PointerTarget;
  readonly path: string;
  readonly lastModified: UnitFile['lastModified'];
}

/** What a file stands for where it is a pointer; else nothing. */
export function pointedBy({ ingested, lastModified }: UnitFile, path: string): PointedFile[] {
  if (!ingested.pointer) return [];
  return pointerTargets(path, ingested.pointer).map((target) => ({ target, path, lastModified }));
}

/** Takes a version without bytes: what is known of it is what its pointer says. */
export async function takePointer(
  taking: Taking,
  { target, path, lastModified }: PointedFile,
): Promise<SnapshotOutcome> {
  const { pointer, content, digest, md5, byteLength, fileCount, etag, origin } = target;
  const name = formatOfName(target.path);
  return takeContent(taking, target.path, {
    content,
    digest,
    md5,
    byteLength,
    etag,
    format: `${pointer}-pointer`,
    readingKey: null,
    facts: { table: null, files: null },
    rowCount: null,
    artifactKind:
      content === 'directory'
        ? 'dataset'
        : artifactKindOf(target.path, name ?? 'binary', name !== null && tableFormats.has(name)),
    lastModified,
    source: { kind: 'pointer', pointer, path, fileCount, etag, origin, lastModified },
  });
}

const tableFormats: ReadonlySet<string> = new Set(['csv', 'tsv', 'jsonl', 'json', 'parquet', 'arrow']);
