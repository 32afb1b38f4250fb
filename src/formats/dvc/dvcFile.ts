import type { Md5 } from '../../versioning/digest';

/** What a `.dvc` file says: the files and folders that it stands for, and where they came from. */
export interface DvcFile {
  readonly outs: readonly DvcOut[];
  readonly deps: readonly DvcDependency[];
  /** Of a stage file, as DVC wrote them before 1.0; several commands one a line. */
  readonly command: string | null;
  /** The folder that paths are relative to, from the file's own; null for its own. */
  readonly workingFolder: string | null;
  readonly isFrozen: boolean;
  readonly description: string | null;
}

/** A file or folder that a `.dvc` file names, as far as the file says what it is. */
export interface DvcOut {
  readonly path: string;
  /** Of the bytes, or with `.dir` of a folder's listing; null where only a cloud's etag is known. */
  readonly md5: Md5 | null;
  /** Of a folder whose files are listed, that of all of them. */
  readonly byteLength: number | null;
  /** Files of a folder. */
  readonly fileCount: number | null;
  /** The cloud's own tag of the bytes; where several clouds have them, the first one's. */
  readonly etag: string | null;
  /** Whether DVC makes the file executable. */
  readonly isExecutable: boolean;
  /** The files of a folder that a cloud keeps the versions of; null where they are not listed. */
  readonly files: readonly DvcFolderFile[] | null;
  /** `md5` from DVC 3 on. Before, text was hashed after its CRLF became LF. */
  readonly hash: string | null;
  readonly description: string | null;
}

/** One file of a folder, in place of the folder's listing. */
export interface DvcFolderFile {
  /** Below the folder. */
  readonly path: string;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
  readonly etag: string | null;
}

/** What a `.dvc` file says that its outputs were imported from. */
export interface DvcDependency {
  /** A path, or an address that the file was imported from; empty where it came from a database. */
  readonly path: string;
  readonly md5: Md5 | null;
  readonly etag: string | null;
  /** The repository that it was imported from. */
  readonly repository: {
    readonly url: string;
    readonly revision: string | null;
    /** The commit that it was imported at. */
    readonly lockedRevision: string | null;
  } | null;
  /** The database that it was imported from: by a connection that DVC knows, a table or what a query gave. */
  readonly database: {
    readonly connection: string | null;
    readonly table: string | null;
    readonly query: string | null;
  } | null;
}

/** A longer file is no pointer: it is not read as one. */
export const dvcFileLimit = 64 * 1024;
