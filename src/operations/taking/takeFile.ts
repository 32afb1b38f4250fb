import { formatOfName, tableFormats } from '../../formats/names';
import { artifactKindOf } from '../core/artifactKind';
import { storeReading, madeReading, tableFactsMade } from './madeReading';
import type { OperationFailure, SnapshotOutcome } from '../core/outcome';
import { pointerTargets, type PointerTarget } from './pointerTargets';
import type { UnitFile } from './snapshotUnit';
import { takeContent, type Taking } from './takeContent';

/** Takes a file's bytes, with its reading where it is a table. */
export async function takeFile(taking: Taking, file: UnitFile, path: string): Promise<SnapshotOutcome> {
  const { ingested, parentReadAgain } = file;
  const made = madeReading(ingested);
  const outcome = await takeContent(taking, path, {
    content: 'file',
    digest: ingested.digest,
    md5: ingested.md5,
    byteLength: ingested.byteLength,
    format: ingested.format,
    readingKey: made?.reading.key ?? null,
    made,
    ...(parentReadAgain ? { parentReadAgain } : {}),
    facts: { table: tableFactsMade(made), files: null },
    artifactKind: artifactKindOf(path, ingested.format, made !== null),
    lastModified: file.lastModified,
  });
  if (made && (outcome.what.kind !== 'unchanged' || outcome.alsoBytesOf))
    await storeReading(taking.change.raw, made);
  return outcome;
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

/** Why a file that looks like a pointer is none; nothing where it is one, or looks like none. */
export function unreadPointer({ ingested: { failure } }: UnitFile, path: string): OperationFailure[] {
  return failure?.kind === 'malformedPointer' ? [{ kind: 'unreadableTable', path, failure }] : [];
}

/** Takes a version without bytes: what is known of it is what its pointer says. */
export async function takePointer(
  taking: Taking,
  { target, path, lastModified }: PointedFile,
): Promise<SnapshotOutcome> {
  const { pointer, content, digest, md5, byteLength, fileCount, etag, origin, isExecutable, isCanonical } =
    target;
  const notes = { ...(isExecutable && { isExecutable }), ...(isCanonical === false && { isCanonical }) };
  const name = formatOfName(target.path);
  return takeContent(taking, target.path, {
    content,
    digest,
    md5,
    byteLength,
    etag,
    format: `${pointer}-pointer`,
    readingKey: null,
    made: null,
    facts: { table: null, files: null },
    artifactKind:
      content === 'directory'
        ? 'dataset'
        : artifactKindOf(target.path, name ?? 'binary', name !== null && tableFormats.has(name)),
    lastModified,
    source: { kind: 'pointer', pointer, path, fileCount, etag, origin, lastModified, ...notes },
  });
}
