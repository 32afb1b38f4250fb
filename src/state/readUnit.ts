import type { BytesNotKept, UnreadableFile } from '../formats/ingest';
import { err, ok, type Result } from '../lib/result';
import type { CommittedChange } from '../operations/core/commitChange';
import { madeReading } from '../operations/taking/madeReading';
import { prefixBefore } from '../operations/bytes/keptTable';
import type { OperationFailure } from '../operations/core/outcome';
import { addReading, type AddedReading } from '../operations/taking/readings';
import {
  fileNamespace,
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
import type { IngestInput } from '../workers/tasks';
import type { DropParts, ReadProgress } from './dropParts';
import { readParents } from './readParents';
import type { DroppedItem } from './services';

type DroppedFile = Extract<DroppedItem, { kind: 'file' }>;

/** A unit that was read, and what else is said of it. */
export interface ReadUnit {
  readonly kind: 'read';
  readonly unit: SnapshotUnit;
  readonly note: string | null;
}

/** Reads a dropped file, and the version before it where its rows cannot be compared else. */
export async function readFile(
  { path, file, nextOf }: DroppedFile,
  parts: DropParts,
  signal: AbortSignal,
  progress: ReadProgress,
): Promise<Result<SnapshotUnit, OperationFailure>> {
  const prepared = await prepareSnapshot(parts.ports, [path], fileNamespace, nextOf);
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
  return ok({ ...unit, kind: 'file', namespace: fileNamespace, ...(nextOf !== undefined && { nextOf }) });
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

/** What a worker is given to read a file; `path` is what the file is called inside the drop. */
export function inputOf(
  path: string,
  file: File,
  prefix: PrefixRequest | null | undefined,
  before: ChunkList | undefined,
  { keeping, options = defaultReadOptions }: DropParts,
): IngestInput {
  return { file, path, options, prefix: prefix ?? null, ...keeping?.request(file.size, before ?? null) };
}

/** A file that was read, as a unit has it. */
export function unitFile(path: string, file: File, ingested: IngestedFile): UnitFile {
  return { path, ingested, lastModified: timestampFromMilliseconds(file.lastModified) };
}

/** Why a file could not be read, or its bytes not be kept. */
export function failureOf(path: string, error: UnreadableFile | BytesNotKept): OperationFailure {
  const { message } = error;
  return error.kind === 'bytesNotKept'
    ? { kind: 'bytesNotKept', path, reason: error.reason, message }
    : { kind: 'unreadableFile', path, message };
}
