import { unsearchedFolderOf } from '../formats/searchedFolders';
import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import { patternsBefore } from '../operations/taking/leaveOut';
import { pathInFolder, type IgnoredByDvc, type SnapshotUnit } from '../operations/taking/snapshotUnit';
import { prepareSnapshot } from '../operations/taking/takeSnapshot';
import type { LeftOut } from '../versioning/records';
import { isLeftOut } from '../versioning/tree';
import type { ActivityWriter } from './activityWriter';
import type { DropParts, ReadProgress } from './dropParts';
import { importFolderLineage } from './importFolderLineage';
import { ingestInGroups } from './ingestGroups';
import { readCode } from './readCode';
import { readParents, type ReadUnitFile } from './readParents';
import { failureOf, inputOf, unitFile, type ReadUnit } from './readUnit';
import type { DroppedItem } from './services';

type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;

/** A dropped folder, and what of it is looked at. */
interface PartedFolder {
  readonly item: DroppedFolder;
  /** Without what is left out. */
  readonly kept: DroppedFolder;
  readonly leftOut: LeftOut | null;
}

/** Imports the lineage of a dropped folder first, so that it is shown before the data is hashed; then reads its files. */
export async function readDroppedFolder(
  id: string,
  item: DroppedFolder,
  activity: ActivityWriter,
  parts: DropParts,
  progress: ReadProgress,
): Promise<Result<ReadUnit, OperationFailure>> {
  const signal = activity.signalOf(id);
  const parted = await partFolder(item, parts);
  if (!parted.ok) return parted;
  const { kept } = parted.value;
  progress.measure(byteLengthOf(kept));
  const note = await importFolderLineage(id, kept, activity, parts, signal);
  const read = await readFolder(parted.value, parts, signal, progress);
  return read.ok ? ok({ kind: 'read', unit: read.value, note }) : read;
}

/** Leaves out what a person asked for, or what the version before leaves out where nobody said otherwise. */
async function partFolder(
  item: DroppedFolder,
  parts: DropParts,
): Promise<Result<PartedFolder, OperationFailure>> {
  const asked = item.leaveOut ? ok(item.leaveOut) : await patternsBefore(parts.ports, item.name);
  if (!asked.ok) return asked;
  if (asked.value.length === 0) return ok({ item, kept: item, leftOut: null });
  const { partByPatterns } = await import('../operations/taking/partByPatterns');
  const { kept, leftOut } = partByPatterns(item.files, asked.value);
  return ok({ item, kept: { ...item, files: kept }, leftOut });
}

/** Reads the files of a dropped folder, but those below `.git/` and those left out. */
async function readFolder(
  { item, kept: { files: inside }, leftOut }: PartedFolder,
  parts: DropParts,
  signal: AbortSignal,
  progress: ReadProgress,
): Promise<Result<SnapshotUnit, OperationFailure>> {
  const { name } = item;
  const kept = inReadingOrder(inside.filter(({ path }) => !isLeftOut(path)));
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
  const leftOutCount = inside.length - kept.length;
  const ignoredByDvc = await readDvcIgnore(kept);
  return ok({ kind: 'directory', name, files: units, leftOutCount, leftOut, repositories, ignoredByDvc });
}

/** What DVC ignores of the folder; nothing where it has no file that speaks of it. */
async function readDvcIgnore(files: DroppedFolder['files']): Promise<IgnoredByDvc> {
  if (!files.some(({ path }) => /(?:^|\/)(?:\.dvc\/|\.hg\/|\.git$|\.dvcignore$)/.test(path)))
    return () => () => false;
  const { dvcIgnoreLimit, dvcIgnoreName, dvcIgnoreOf, isDvcIgnoreFile } =
    await import('../formats/dvc/dvcIgnore');
  const found = files.filter(({ path, file }) => isDvcIgnoreFile(path) && file.size <= dvcIgnoreLimit);
  const ignoreFiles = await Promise.all(
    found.map(async ({ path, file }) => ({
      folder: path.slice(0, -dvcIgnoreName.length),
      text: await file.text(),
    })),
  );
  const paths = files.map(({ path }) => path);
  return (folder) => dvcIgnoreOf(folder, paths, ignoreFiles).isIgnored;
}

/** Pointers first, and last what lies in folders that are never searched for lineage; a manifest has an order of its own. */
function inReadingOrder<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  const rankOf = ({ path }: T): number =>
    unsearchedFolderOf(path) !== null ? 2 : path.endsWith('.dvc') ? 0 : 1;
  return files.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Of a folder: what of it is read. */
function byteLengthOf({ files }: DroppedFolder): number {
  return files.reduce((sum, { path, file }) => sum + (isLeftOut(path) ? 0 : file.size), 0);
}
