import { cachedMd5 } from '../formats/dvc/dvcCache';
import { unsearchedFolderOf } from '../formats/searchedFolders';
import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { ReadProgress } from '../operations/taking/fileReaders';
import { FolderReading } from '../operations/taking/folderReading';
import { patternsBefore } from '../operations/taking/leaveOut';
import { readFolderTables } from '../operations/taking/readFolderTables';
import type { FolderLicence, IgnoredByDvc, SnapshotUnit } from '../operations/taking/snapshotUnit';
import type { LeftOut } from '../versioning/records';
import { isLeftOut } from '../versioning/tree';
import type { ActivityWriter } from './activityWriter';
import { type DropParts, readPartsOf } from './dropParts';
import type { ReadUnit } from './dropUnit';
import { FolderLineage } from './importFolderLineage';
import { cachedOutputs } from './cachedOutputs';
import { readCode } from './readCode';
import type { DroppedItem } from './services';

interface FolderFile {
  readonly path: string;
  readonly file: File;
}

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
  const lineage = new FolderLineage(id, kept, activity, parts, signal);
  await lineage.importUsual();
  const [note] = await Promise.all([lineage.importOthers(), measure(kept, progress, signal)]);
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
  const kept = inside.filter(({ path }) => !isLeftOut(path));
  const readParts = readPartsOf(parts, signal);
  const reading = new FolderReading(name, readParts, progress, item.nextOf);
  const tables = await readFolderTables(item, kept, readParts, (bytes) => reading.countBytes(bytes));
  if (!tables.ok) return tables;
  const stages = stagesOf(tables.value.others);
  const pointers = await reading.read(stages.pointers.map((each) => ({ ...each, standsFor: [] })));
  if (!pointers.ok) return pointers;
  const named = await cachedOutputs(name, stages.cached, pointers.value);
  const rest = [
    ...stages.cached.filter(({ path }) => named.has(path)),
    ...stages.others,
    ...stages.cached.filter(({ path }) => !named.has(path)),
    ...stages.last,
  ];
  const done = await reading.read(rest.map((each) => ({ ...each, standsFor: named.get(each.path) ?? [] })));
  if (!done.ok) return done;
  const units = [...(await reading.finish()), ...tables.value.units];
  const made = await tables.value.make(units, leftOut);
  if (!made.ok) return made;
  const repositories = await readCode(item, units, parts.pool, signal);
  const licences = await readLicences(kept);
  const leftOutCount = inside.length - kept.length;
  const ignoredByDvc = await readDvcIgnore(kept);
  return ok({
    kind: 'directory',
    name,
    files: units,
    leftOutCount,
    leftOut,
    repositories,
    licences,
    ignoredByDvc,
    tables: made.value,
    ...(item.nextOf && { nextOf: item.nextOf }),
  });
}

/** What the folder's files tell of licences. */
async function readLicences(files: DroppedFolder['files']): Promise<readonly FolderLicence[]> {
  const { folderLicences } = await import('../operations/taking/folderLicences');
  return folderLicences(
    files.map(({ path, file }) => ({ path, byteLength: file.size, text: () => file.text() })),
  );
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

/** The order in which files are read: pointers first, and last what lies in folders that are never searched for lineage. */
function stagesOf(
  files: readonly FolderFile[],
): Readonly<Record<'pointers' | 'cached' | 'others' | 'last', FolderFile[]>> {
  const stages = {
    pointers: [] as FolderFile[],
    cached: [] as FolderFile[],
    others: [] as FolderFile[],
    last: [] as FolderFile[],
  };
  for (const each of files) {
    const { path } = each;
    if (cachedMd5(path) !== null) stages.cached.push(each);
    else if (unsearchedFolderOf(path) !== null) stages.last.push(each);
    else if (path.endsWith('.dvc')) stages.pointers.push(each);
    else stages.others.push(each);
  }
  return stages;
}

/** So long the page may be busy with lengths before others have their turn. */
const measuringMs = 8;

/** Says how many bytes of a folder are read: the browser looks at each file for that, and keeps the page waiting meanwhile. */
async function measure(
  { files }: DroppedFolder,
  { measure: tell }: ReadProgress,
  signal: AbortSignal,
): Promise<void> {
  let byteLength = 0;
  let pausedAtMs = performance.now();
  for (const { path, file } of files) {
    if (!isLeftOut(path)) byteLength += file.size;
    if (performance.now() - pausedAtMs < measuringMs) continue;
    tell(byteLength);
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    pausedAtMs = performance.now();
  }
  tell(byteLength);
}
