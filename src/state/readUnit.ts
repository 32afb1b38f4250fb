import { dvcIgnoreLimit, dvcIgnoreName, isDvcIgnoreFile } from '../formats/dvc/dvcIgnore';
import type { IgnoreFile } from '../formats/ignoreFiles';
import type { BytesNotKept, UnreadableFile } from '../formats/ingest';
import { unsearchedFolderOf } from '../formats/searchedFolders';
import { err, ok, type Result } from '../lib/result';
import type { CommittedChange } from '../operations/core/commitChange';
import { madeReading } from '../operations/taking/madeReading';
import { prefixBefore } from '../operations/bytes/keptTable';
import type { OperationFailure } from '../operations/core/outcome';
import { addReading, type AddedReading } from '../operations/taking/readings';
import {
  fileNamespace,
  pathInFolder,
  type IngestedFile,
  type SnapshotUnit,
  type UnitFile,
} from '../operations/taking/snapshotUnit';
import { prepareSnapshot } from '../operations/taking/takeSnapshot';
import type { PrefixRequest } from '../table/reading';
import { defaultReadOptions, type ReadOptions } from '../table/schema';
import type { ChunkList } from '../versioning/chunking/chunkList';
import type { SnapshotId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { isLeftOut } from '../versioning/tree';
import type { IngestInput } from '../workers/tasks';
import type { DropParts, ReadProgress } from './dropParts';
import { ingestInGroups } from './ingestGroups';
import { readCode } from './readCode';
import { readParents, type ReadUnitFile } from './readParents';
import type { DroppedItem } from './services';

type DroppedFile = Extract<DroppedItem, { kind: 'file' }>;
type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;

/** Reads a dropped file, and the version before it where its rows cannot be compared else. */
export async function readFile(
  { path, file }: DroppedFile,
  parts: DropParts,
  signal: AbortSignal,
  progress: ReadProgress,
): Promise<Result<SnapshotUnit, OperationFailure>> {
  const prepared = await prepareSnapshot(parts.ports, [path]);
  if (!prepared.ok) return prepared;
  const preparation = prepared.value.get(path);
  const before = (await parts.keeping?.before([path]))?.get(path);
  const read = await parts.pool.run('ingest', inputOf(path, file, preparation?.prefix, before, parts), {
    signal,
    onProgress: ({ bytesRead }) => progress.onBytes(bytesRead),
  });
  if (!read.ok) return err(failureOf(path, read.error));
  const own = { unit: unitFile(path, file, read.value), name: path, file };
  const [unit = own.unit] = await readParents([own], prepared.value, parts, signal, progress);
  return ok({ ...unit, kind: 'file', namespace: fileNamespace });
}

/** Reads the files of a dropped folder, but those below `.git/`. */
export async function readFolder(
  item: DroppedFolder,
  parts: DropParts,
  signal: AbortSignal,
  progress: ReadProgress,
): Promise<Result<SnapshotUnit, OperationFailure>> {
  const { name, files } = item;
  const kept = inReadingOrder(files.filter(({ path }) => !isLeftOut(path)));
  const paths = kept.map(({ path }) => pathInFolder(name, path));
  const prepared = await prepareSnapshot(parts.ports, paths);
  if (!prepared.ok) return prepared;
  const before = await parts.keeping?.before(paths);
  const read: ReadUnitFile[] = [];
  let bytesDone = 0;
  let failure: OperationFailure | null = null;
  await ingestInGroups(
    parts.pool,
    kept,
    ({ path, file }) => {
      const whole = pathInFolder(name, path);
      return inputOf(whole, file, prepared.value.get(whole)?.prefix, before?.get(whole), parts);
    },
    ({ path, file }, output) => {
      const unitName = pathInFolder(name, path);
      if (output.ok) read.push({ unit: unitFile(path, file, output.value), name: unitName, file });
      else failure = failureOf(unitName, output.error);
      return output.ok ? 'goOn' : 'end';
    },
    (bytes) => progress.onBytes((bytesDone += bytes)),
    signal,
  );
  if (failure) return err(failure);
  const units = await readParents(read, prepared.value, parts, signal, progress);
  const repositories = await readCode(item, units, parts.pool, signal);
  const leftOutCount = files.length - kept.length;
  const dvcIgnore = await readDvcIgnore(kept);
  return ok({ kind: 'directory', name, files: units, leftOutCount, repositories, dvcIgnore });
}

async function readDvcIgnore(files: DroppedFolder['files']): Promise<readonly IgnoreFile[]> {
  const found = files.filter(({ path, file }) => isDvcIgnoreFile(path) && file.size <= dvcIgnoreLimit);
  return Promise.all(
    found.map(async ({ path, file }) => ({
      folder: path.slice(0, -dvcIgnoreName.length),
      text: await file.text(),
    })),
  );
}

/** Pointers first, and last what lies in folders that are never searched for lineage; a manifest has an order of its own. */
function inReadingOrder<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  const rankOf = ({ path }: T): number =>
    unsearchedFolderOf(path) !== null ? 2 : path.endsWith('.dvc') ? 0 : 1;
  return files.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Reads a file that became a version by other options, and puts that reading into use. */
export async function readByOptions(
  { path, file }: DroppedFile,
  snapshotId: SnapshotId,
  options: ReadOptions,
  parts: DropParts,
  signal: AbortSignal,
  onBytes: (bytesDone: number) => void,
): Promise<Result<CommittedChange<AddedReading>, OperationFailure>> {
  const prefix = await prefixBefore(parts.store, snapshotId);
  const read = await parts.pool.run(
    'ingest',
    { file, path, options, prefix },
    { signal, onProgress: ({ bytesRead }) => onBytes(bytesRead) },
  );
  if (!read.ok) return err(failureOf(path, read.error));
  const made = madeReading(read.value);
  if (!made) return err({ kind: 'notFound', message: `${path} is no table.` });
  return addReading(parts.ports, snapshotId, made);
}

/** Of a folder: what of it is read. */
export function byteLengthOf({ files }: DroppedFolder): number {
  return files.reduce((sum, { path, file }) => sum + (isLeftOut(path) ? 0 : file.size), 0);
}

/** `path` is what the file is called inside the drop. */
function inputOf(
  path: string,
  file: File,
  prefix: PrefixRequest | null | undefined,
  before: ChunkList | undefined,
  { keeping, options = defaultReadOptions }: DropParts,
): IngestInput {
  return { file, path, options, prefix: prefix ?? null, ...keeping?.request(file.size, before ?? null) };
}

function unitFile(path: string, file: File, ingested: IngestedFile): UnitFile {
  return { path, ingested, lastModified: timestampFromMilliseconds(file.lastModified) };
}

function failureOf(path: string, error: UnreadableFile | BytesNotKept): OperationFailure {
  const { message } = error;
  return error.kind === 'bytesNotKept'
    ? { kind: 'bytesNotKept', path, reason: error.reason, message }
    : { kind: 'unreadableFile', path, message };
}
