import type { BytesNotKept, UnreadableFile } from '../../formats/ingest';
import { err, ok, type Result } from '../../lib/result';
import type { PrefixRequest } from '../../table/reading';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';
import type { ChunkList } from '../../versioning/chunking/chunkList';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { timestampFromMilliseconds } from '../../versioning/timestamp';
import { prefixBefore } from '../bytes/keptTable';
import type { CommittedChange } from '../core/commitChange';
import type { OperationFailure } from '../core/outcome';
import type { DroppedFile, FileRequest, OnBytes, ReadParts, ReadProgress } from './fileReaders';
import { madeReading } from './madeReading';
import { addReading, type AddedReading } from './readings';
import { readParents } from './readParents';
import { fileNamespace, type IngestedFile, type SnapshotUnit, type UnitFile } from './snapshotUnit';
import { prepareSnapshot } from './takeSnapshot';

/** A file of a drop; `path` is what it is called inside the drop. */
interface FileOfDrop<F> {
  readonly path: string;
  readonly file: F;
  /** The artifact that a person said it is the next version of. */
  readonly nextOf?: ArtifactId;
}

/** Reads a dropped file, and the version before it where its rows cannot be compared else. */
export async function readDropped<F extends DroppedFile>(
  { path, file, nextOf }: FileOfDrop<F>,
  parts: ReadParts<F>,
  progress: ReadProgress,
): Promise<Result<SnapshotUnit, OperationFailure>> {
  const chosen = nextOf === undefined ? {} : { nextOf: new Map([[path, nextOf]]) };
  const prepared = await prepareSnapshot(parts.ports, [path], fileNamespace, chosen.nextOf);
  if (!prepared.ok) return prepared;
  const preparation = prepared.value.get(path);
  const before = (await parts.keeping?.before([path]))?.get(path);
  const request = requestOf(path, file, preparation?.prefix, before, parts);
  const read = await parts.readers.ingest(file, request, progress.onBytes);
  if (!read.ok) return err(failureOf(path, read.error));
  const own = { unit: unitFile(path, file, read.value), name: path, file };
  const [unit = own.unit] = await readParents([own], prepared.value, parts, progress);
  return ok({ ...unit, kind: 'file', namespace: fileNamespace, ...chosen });
}

/** Reads a file that became a version by other options, and puts that reading into use. */
export async function readByOptions<F extends DroppedFile>(
  { path, file }: FileOfDrop<F>,
  snapshotId: SnapshotId,
  options: ReadOptions,
  { ports, readers }: ReadParts<F>,
  onBytes: OnBytes,
): Promise<Result<CommittedChange<AddedReading>, OperationFailure>> {
  const prefix = await prefixBefore(ports.store, snapshotId);
  const read = await readers.ingest(file, { path, options, prefix }, onBytes);
  if (!read.ok) return err(failureOf(path, read.error));
  const made = madeReading(read.value);
  if (!made) return err({ kind: 'notFound', message: `${path} is no table.` });
  return addReading(ports, snapshotId, made);
}

/** What a file's reader is asked for; `path` is what the file is called inside the drop. */
export function requestOf<F extends DroppedFile>(
  path: string,
  file: F,
  prefix: PrefixRequest | null | undefined,
  before: ChunkList | undefined,
  { keeping, options = defaultReadOptions }: ReadParts<F>,
): FileRequest {
  return { path, options, prefix: prefix ?? null, ...keeping?.request(file.size, before ?? null) };
}

/** A file that was read, as a unit has it. */
export function unitFile(path: string, file: DroppedFile, ingested: IngestedFile): UnitFile {
  return { path, ingested, lastModified: timestampFromMilliseconds(file.lastModified) };
}

/** Why a file could not be read, or its bytes not be kept. */
export function failureOf(path: string, error: UnreadableFile | BytesNotKept): OperationFailure {
  const { message } = error;
  return error.kind === 'bytesNotKept'
    ? { kind: 'bytesNotKept', path, reason: error.reason, message }
    : { kind: 'unreadableFile', path, message };
}
