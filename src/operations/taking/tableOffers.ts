import { type PartitionedFolder, partitionedFolders } from '../../formats/partitioned/partFiles';
import type { DirectoryUnit, UnitFile } from './snapshotUnit';

/** A folder that may be taken as one table, or is. */
export interface TableOffer {
  /** Below the dropped folder; empty where it is that itself. */
  readonly folder: string;
  readonly fileCount: number;
  /** Its partition columns, outermost first. */
  readonly columns: readonly string[];
  readonly isTaken: boolean;
}

/** The folders of a drop that were taken as one table, and others whose files are of one schema. Nobody guesses: a person takes them. */
export function tableOffers({ files, tables = [] }: DirectoryUnit): readonly TableOffer[] {
  const taken = tables.map(({ folder, parts }) => ({
    folder,
    fileCount: parts.length,
    columns: [],
    isTaken: true,
  }));
  const parts = new Set(tables.flatMap((table) => table.parts));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const others = [...byPath.keys()].filter((path) => !parts.has(path));
  const offered = partitionedFolders(others)
    .filter((each) => isOneTable(each, byPath))
    .map(({ folder, files: own, columns }) => ({ folder, fileCount: own.length, columns, isTaken: false }));
  return [...taken, ...offered];
}

function isOneTable({ files }: PartitionedFolder, byPath: ReadonlyMap<string, UnitFile>): boolean {
  const schemas = files.map((path) =>
    byPath
      .get(path)
      ?.ingested.table?.reading.columns.map(({ name }) => name)
      .sort()
      .join('\n'),
  );
  return schemas[0] !== undefined && schemas.every((schema) => schema === schemas[0]);
}
