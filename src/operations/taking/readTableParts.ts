import { partFilesOf } from '../../formats/partitioned/partFiles';
import { err, ok, type Result } from '../../lib/result';
import type { OperationFailure } from '../core/outcome';
import { pathInFolder, type UnitFile } from './snapshotUnit';
import { keptDigests, storedReadings, type TableBefore } from './tablesBefore';
import { readingKey } from '../../profile/readerVersion';
import type { TablePiece } from '../../profile/partitionedTable';
import type { ReadFailure, Reading } from '../../table/reading';
import { comparePaths } from '../../versioning/tree';
import type { DroppedFile, OnBytes, ReadParts } from './fileReaders';
import { failureOf, requestOf, unitFile } from './readDropped';

/** A file of a dropped folder, by its path below it. */
export interface FolderFile<F> {
  readonly path: string;
  readonly file: F;
}

/** The parts of a table in parts after they were read: none was parsed whose reading is stored. */
export interface ReadTableParts {
  readonly units: readonly UnitFile[];
  /** In byte order of their paths, which are below the table's folder. */
  readonly pieces: readonly TablePiece[];
  /** Of the first part that is no table. */
  readonly failure: ReadFailure | null;
}

/** How parts are read. */
export interface PartsReading<F extends DroppedFile> {
  readonly dropped: string;
  readonly parts: ReadParts<F>;
  /** Told how many bytes more were read. */
  readonly onBytes: OnBytes;
}

/** Which of a folder's files are parts, in byte order. */
export function partsIn<F>(folder: string, files: readonly FolderFile<F>[]): readonly FolderFile<F>[] {
  const below = folder === '' ? '' : `${folder}/`;
  const inside = files
    .filter(({ path }) => path.startsWith(below))
    .sort((a, b) => comparePaths(a.path, b.path));
  const parts = new Set(partFilesOf(inside.map(({ path }) => path.slice(below.length))).parts);
  return inside.filter(({ path }) => parts.has(path.slice(below.length)));
}

/**
 * Reads the parts of one table. A part that is as long as it was is digested first, and so is each of a folder whose files were read
 * before (`isReadBefore`); what has a stored reading then is not parsed.
 */
export async function readTableParts<F extends DroppedFile>(
  { folder, options, files: before }: TableBefore,
  files: readonly FolderFile<F>[],
  isReadBefore: boolean,
  reading: PartsReading<F>,
): Promise<Result<ReadTableParts, OperationFailure>> {
  const below = folder === '' ? 0 : folder.length + 1;
  const { ports } = reading.parts;
  const kept = await keptDigests(ports);
  if (!kept.ok) return kept;
  const isExpected = ({ path, file }: FolderFile<F>): boolean =>
    isReadBefore || before.get(path.slice(below))?.byteLength === file.size;
  const as = { ...reading, parts: { ...reading.parts, options } };
  const { keeping: _, ...without } = as.parts;
  const digested = await ingestParts(files.filter(isExpected), { ...as, parts: without }, true);
  if (!digested.ok) return digested;
  const keys = [...digested.value.values()].map(({ ingested }) => readingKey(ingested.digest, options));
  const stored = await storedReadings(ports, keys);
  if (!stored.ok) return stored;
  const known = new Map<string, UnitFile>();
  const toKeep: FolderFile<F>[] = [];
  for (const each of files) {
    const unit = digested.value.get(each.path);
    if (!unit || !stored.value.has(readingKey(unit.ingested.digest, options))) continue;
    known.set(each.path, unit);
    const isToKeep = reading.parts.keeping?.request(each.file.size, null).keep !== undefined;
    if (isToKeep && !kept.value.has(unit.ingested.digest)) toKeep.push(each);
  }
  const rest = files.filter(({ path }) => !known.has(path));
  const parsed = await ingestParts(rest, as, false);
  if (!parsed.ok) return parsed;
  const keeping = await ingestParts(toKeep, as, true);
  if (!keeping.ok) return keeping;
  const units = files.map(
    ({ path }) => parsed.value.get(path) ?? keeping.value.get(path) ?? known.get(path)!,
  );
  return ok({ units, ...piecesOf(units, below, stored.value) });
}

function piecesOf(
  units: readonly UnitFile[],
  below: number,
  stored: ReadonlyMap<string, Reading>,
): Omit<ReadTableParts, 'units'> {
  const pieces: TablePiece[] = [];
  let failure: ReadFailure | null = null;
  for (const { path: whole, ingested } of units) {
    const path = whole.slice(below);
    const reading = ingested.table?.reading ?? stored.get(readingKey(ingested.digest, ingested.options));
    if (reading) pieces.push({ path, reading });
    else if (failure === null) {
      const { message, ...fault } = ingested.failure ?? { kind: 'unsupported', message: 'it is no table' };
      failure = { ...fault, message: `${path}: ${message}` };
    }
  }
  return { pieces, failure };
}

/** By path below the dropped folder. One that cannot be read fails all (I4). */
async function ingestParts<F extends DroppedFile>(
  files: readonly FolderFile<F>[],
  { dropped, parts, onBytes }: PartsReading<F>,
  digestOnly: boolean,
): Promise<Result<ReadonlyMap<string, UnitFile>, OperationFailure>> {
  const units = new Map<string, UnitFile>();
  let failure: OperationFailure | null = null;
  await parts.readers.ingestAll(
    files,
    ({ path, file }) => ({
      ...requestOf(pathInFolder(dropped, path), file, null, undefined, parts),
      ...(digestOnly && { digestOnly }),
    }),
    ({ path, file }, output) => {
      if (!output.ok) failure = failureOf(pathInFolder(dropped, path), output.error);
      else units.set(path, unitFile(path, file, output.value));
      return output.ok ? 'goOn' : 'end';
    },
    onBytes,
  );
  return failure ? err(failure) : ok(units);
}
