import { partitionedFolders } from '../../formats/partitioned/partFiles';
import { ok, type Result } from '../../lib/result';
import type { OperationFailure } from '../core/outcome';
import type { FolderTable, UnitFile } from './snapshotUnit';
import { type TableBefore, tablesBefore } from './tablesBefore';
import { entriesBelow } from './takeFolder';
import { defaultReadOptions } from '../../table/schema';
import type { LeftOut } from '../../versioning/records';
import { buildManifest } from '../../versioning/tree';
import type { DroppedFile, OnBytes, ReadParts } from './fileReaders';
import { makeTable } from './makeTable';
import { type FolderFile, partsIn, type ReadTableParts, readTableParts } from './readTableParts';

/** A dropped folder, and what a person said of its tables. */
interface AskedFolder {
  readonly name: string;
  /** Folders below it, empty for itself, that are one table each; absent: those of the versions before. */
  readonly asTables?: readonly string[];
  /** Its files were read a moment ago. */
  readonly isReadBefore?: true;
}

/** The tables in parts of a dropped folder, whose parts were read. */
export interface FolderTables<F> {
  /** Files that are no parts. */
  readonly others: readonly FolderFile<F>[];
  readonly units: readonly UnitFile[];
  /** Puts them together, once all files are read. */
  make(
    all: readonly UnitFile[],
    leftOut: LeftOut | null,
  ): Promise<Result<readonly FolderTable[], OperationFailure>>;
}

/** Reads the parts of those folders that a person takes as one table, or took as one before. */
export async function readFolderTables<F extends DroppedFile>(
  item: AskedFolder,
  files: readonly FolderFile<F>[],
  parts: ReadParts<F>,
  onBytes: OnBytes,
): Promise<Result<FolderTables<F>, OperationFailure>> {
  const asked = await askedTables(item, files, parts);
  if (!asked.ok) return asked;
  const read: (ReadTableParts & Pick<TableBefore, 'folder' | 'options'>)[] = [];
  const inTables = new Set<string>();
  for (const table of asked.value) {
    const own = partsIn(table.folder, files).filter(({ path }) => !inTables.has(path));
    if (own.length === 0) continue;
    for (const { path } of own) inTables.add(path);
    const reading = { dropped: item.name, parts, onBytes };
    const done = await readTableParts(table, own, item.isReadBefore === true, reading);
    if (!done.ok) return done;
    read.push({ ...done.value, folder: table.folder, options: table.options });
  }
  return ok({
    others: files.filter(({ path }) => !inTables.has(path)),
    units: read.flatMap(({ units }) => units),
    async make(all, leftOut) {
      const made: FolderTable[] = [];
      const entries = all.map(({ path, ingested: { digest, md5, byteLength } }) => ({
        path,
        digest,
        md5,
        byteLength,
      }));
      for (const table of read) {
        const own = table.folder === '' ? entries : entriesBelow(table.folder, entries);
        const { digest } = buildManifest(own, parts.ports, table.folder === '' ? leftOut : null);
        const done = await makeTable({ ...table, digest }, parts);
        if (!done.ok) return done;
        made.push(done.value);
      }
      return ok(made);
    },
  });
}

/** What was taken as one table before says how its files were read. */
async function askedTables<F extends DroppedFile>(
  { name, asTables }: AskedFolder,
  files: readonly FolderFile<F>[],
  { ports, options = defaultReadOptions }: ReadParts<F>,
): Promise<Result<readonly TableBefore[], OperationFailure>> {
  const folders = asTables ?? partitionedFolders(files.map(({ path }) => path)).map(({ folder }) => folder);
  const before = await tablesBefore(
    ports,
    name,
    [...new Set(folders)].filter((folder) => folder !== ''),
  );
  if (!before.ok || asTables === undefined) return before;
  const known = new Map(before.value.map((table) => [table.folder, table]));
  return ok(asTables.map((folder) => known.get(folder) ?? { folder, options, files: new Map() }));
}
