import type { Pointer } from '../../formats/pointer';
import type { FinishedTable, MadeReading } from '../../profile/tablePart';
import type { PrefixRequest, ReadFailure } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import type { ChunkList } from '../../versioning/chunking/chunkList';
import type { Digest, Md5 } from '../../versioning/digest';
import type {
  ArtifactId,
  ArtifactKind,
  CodeVersion,
  FoundLicence,
  LeftOut,
  SnapshotId,
  SnapshotSource,
} from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';

/** What one read of a file gave: the output of the `ingest` task. */
export interface IngestedFile {
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
  readonly format: string;
  /** How it was asked to be read as a table. */
  readonly options: ReadOptions;
  readonly table: FinishedTable | null;
  /** What the file stands for; absent where it is no pointer. */
  readonly pointer?: Pointer;
  readonly failure: ReadFailure | null;
  /** The chunks that its bytes are stored as; absent where they are not kept. */
  readonly chunks?: ChunkList;
}

/** One file of a drop, after it was read. */
export interface UnitFile {
  /** Of a file unit its path inside the drop; of a folder's file the path inside the folder. */
  readonly path: string;
  readonly ingested: IngestedFile;
  readonly lastModified: Timestamp | null;
  /** Of an object of a cache that a pointer names: the whole names of what it holds the bytes of. */
  readonly standsFor?: readonly string[];
  /** What became of reading its parent again, where that was asked for. */
  readonly parentReadAgain?: ParentReadAgain;
}

/** Which files DVC ignores where it lists a folder inside, which ends with `/` or is empty; by their paths in the dropped one. */
export type IgnoredByDvc = (folder: string) => (path: string) => boolean;

/** What is snapshotted whole or not at all (I4): one file, or one folder with its files. */
export type SnapshotUnit = (FileUnit | DirectoryUnit) & UnitOptions;

/** A dropped file, which becomes a version of its own. */
export interface FileUnit extends UnitFile {
  readonly kind: 'file';
}

/** A dropped folder, which becomes one version with all of its files. */
export interface DirectoryUnit {
  readonly kind: 'directory';
  readonly name: string;
  /** Files that were read; those below `.git/` need not be among them. */
  readonly files: readonly UnitFile[];
  /** Files below `.git/` that were not read. */
  readonly leftOutCount: number;
  /** What a person left out; null and not there where nobody asked for that. */
  readonly leftOut?: LeftOut | null;
  /** What DVC ignores of it; nothing where this is not there. */
  readonly ignoredByDvc?: IgnoredByDvc;
  /** Where the repositories in it stand; not there where nobody looked. */
  readonly repositories?: readonly CodeVersion[];
  /** What the files of it tell of licences; not there where nobody looked. */
  readonly licences?: readonly FolderLicence[];
  /** Which folders of it are one table each. */
  readonly tables?: readonly FolderTable[];
}

/** The licence that files of a folder tell of all that lies in it. */
export interface FolderLicence {
  /** Below the dropped folder; empty where it is that itself. */
  readonly folder: string;
  /** An SPDX expression. */
  readonly expression: string;
  /** Their paths are below the dropped folder. */
  readonly found: readonly FoundLicence[];
}

/** A dropped folder, or one inside, that a person takes as one table in parts. Rule [V55]. */
export interface FolderTable {
  /** Below the dropped folder; empty where it is that itself. */
  readonly folder: string;
  /** Its parts, by their paths below the dropped folder: none is an artifact of its own. */
  readonly parts: readonly string[];
  /** The reading of the whole, under the folder's tree digest. */
  readonly made: MadeReading;
  /** Those of runs of its parts, which the next version is put together from. */
  readonly runs: readonly MadeReading[];
}

/** What a drop or a command says of the version besides its bytes. */
export interface UnitOptions {
  /** `file` where it is not said. */
  readonly namespace?: string;
  /** What a new artifact is; guessed from name and format where it is not said. */
  readonly artifactKind?: ArtifactKind;
  /** Else it says what changed. */
  readonly message?: string;
  readonly source?: SnapshotSource;
  /** The artifacts that a person said files are the next versions of, by the files' whole names. The names are remembered. */
  readonly nextOf?: NextOf;
}

/** Artifacts by the whole names of what is their next version. */
export type NextOf = ReadonlyMap<string, ArtifactId>;

/** The namespace of what is dropped. */
export const fileNamespace = 'file';

/** What is to be known of a path before its file is read; not there where the name is new. */
export interface Preparation {
  /** The parent's rows and columns, for the reader to look for; null where the parent is no table. */
  readonly prefix: PrefixRequest | null;
  /** The parent, where its reading in use is of readers whose digests or failures say nothing today. */
  readonly parentToRead: ParentToRead | null;
}

/** By path. */
export type Preparations = ReadonlyMap<string, Preparation>;

/** A version whose kept bytes are to be read again, as they were asked to be read. */
export interface ParentToRead {
  readonly snapshotId: SnapshotId;
  readonly digest: Digest;
  readonly byteLength: number;
  readonly options: ReadOptions;
}

/** The parent's reading by today's readers, or why there is none, as a sentence. */
export type ParentReadAgain = { readonly snapshotId: SnapshotId } & (
  { readonly made: MadeReading } | { readonly whyNot: string }
);

/** The name of a folder's file. */
export function pathInFolder(folder: string, path: string): string {
  return `${folder}/${path}`;
}
