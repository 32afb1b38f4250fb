import type { Leakage } from './leakage';
import type { Json } from '../lib/json';
import type { Digest, Md5 } from './digest';
import type { Timestamp } from './timestamp';

/** An artifact's opaque id; imports derive it from the source's own names, so that importing again is the same. */
export type ArtifactId = string & { readonly __artifactId: unique symbol };
/** A snapshot's opaque id. Occurrences have ids of their own: A, B, A again is three snapshots of two digests. */
export type SnapshotId = string & { readonly __snapshotId: unique symbol };
/** A person or program on one device; made at the first visit. */
export type ActorId = string & { readonly __actorId: unique symbol };

/** What an artifact can be, in the order in which it is offered. */
export const artifactKinds = ['dataset', 'features', 'model', 'endpoint', 'report', 'code', 'other'] as const;

/** What an artifact is. */
export type ArtifactKind = (typeof artifactKinds)[number];

/** A named thing with versions. Its names are its bindings. */
export interface Artifact {
  readonly id: ArtifactId;
  readonly kind: ArtifactKind;
  readonly createdAt: Timestamp;
}

/** Gives an artifact a name. The latest binding of a (namespace, name) holds; the latest that is no further name is the one it is shown by. */
export interface Binding {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly artifactId: ArtifactId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it; absent in records of versions that did not count. */
  readonly change?: number;
  /** What the artifact is from here on, where a person said so; else it stays what it was. */
  readonly kind?: ArtifactKind;
  /** A further name: the artifact is not shown by it. */
  readonly isOtherName?: true;
  /** An artifact that is found to be the same thing: the two are one for as long as this is in view. */
  readonly same?: ArtifactId;
}

/** The tools whose pointers are read and written. */
export type PointerKind = 'dvc' | 'git-lfs';

/** Where a snapshot came from. */
export type SnapshotSource =
  | { readonly kind: 'drop'; readonly path: string; readonly lastModified: Timestamp | null }
  | {
      /** Known from a pointer, without its bytes; they can be had by it. */
      readonly kind: 'pointer';
      readonly pointer: PointerKind;
      /** The pointer's own path inside the drop. */
      readonly path: string;
      /** Of a folder; null where the pointer does not say. */
      readonly fileCount: number | null;
      /** A cloud's own tag of the bytes, where DVC knows no MD5 of them. */
      readonly etag: string | null;
      /** Where DVC imported it from, in words. */
      readonly origin: string | null;
      readonly lastModified: Timestamp | null;
      /** DVC makes the file executable. */
      readonly isExecutable?: true;
      /** Its text is not what the tool itself writes, which reads it all the same. */
      readonly isCanonical?: false;
    }
  | { readonly kind: 'import'; readonly format: string; readonly reference: string }
  | { readonly kind: 'manual' };

/** What a snapshot's bytes are: one file, a folder (its digest is the tree digest), or a version known only by name. */
export type SnapshotContent = 'file' | 'directory' | 'unknown';

/** One immutable occurrence of bytes as a version of an artifact. Never changed once written (I1). */
export interface Snapshot {
  readonly id: SnapshotId;
  readonly artifactId: ArtifactId;
  /** 1, 2, 3, … within the artifact; a parent has a lower one; never used again. */
  readonly sequence: number;
  readonly content: SnapshotContent;
  /** SHA-256 of the file, or the tree digest of the folder; null where only a version's name is known. */
  readonly digest: Digest | null;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
  /** The format that the bytes were recognised as, such as `csv` or `parquet`; `binary` for what is only digested. */
  readonly format: string | null;
  /** The key of the reading made when it was taken, which may have failed; null for what is not a table. */
  readonly readingKey: string | null;
  readonly parents: readonly SnapshotId[];
  readonly source: SnapshotSource;
  readonly createdAt: Timestamp;
  /** Of a folder of which DVC ignores files: the size and count of those that `md5` lists. */
  readonly dvcListing?: { readonly byteLength: number; readonly fileCount: number };
}

/** One file of a folder's manifest; `path` is relative with `/`. */
export interface ManifestEntry {
  readonly path: string;
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
}

/** What a tree digest stands for, in byte order of the paths. */
export interface Manifest {
  /** The tree digest. */
  readonly digest: Digest;
  readonly entries: readonly ManifestEntry[];
  /** Files below `.git/`, which a manifest leaves out. */
  readonly leftOutCount: number;
  /** What a person left out; absent where nobody asked for that. It makes another digest. */
  readonly leftOut?: LeftOut;
}

/** Files that a person left out of a folder. */
export interface LeftOut {
  /** As gitignore(5) describes them, in their order. */
  readonly patterns: readonly string[];
  /** What they left out, in byte order: files, and with `/` at the end folders that are left out whole. */
  readonly names: readonly string[];
}

/** Where a Git repository stood, as its `.git` says. */
export interface CodeVersion {
  /** Of its work tree in the folder, without a slash at the end; empty where it is the folder itself. */
  readonly path: string;
  /** Null before the first commit, and where it is not known. */
  readonly commit: string | null;
  /** Null where the head is detached, and where it is not known. */
  readonly branch: string | null;
  /** `clean` means what `git diff HEAD` printing nothing means: files that Git does not track don't count. */
  readonly workTree: 'clean' | 'changed' | 'unknown';
  /** How many files differ; null where they could not be compared. */
  readonly changes: {
    readonly modified: number;
    readonly deleted: number;
    /** Conflicts that are not resolved. */
    readonly unmerged: number;
    readonly untracked: number;
    /** Left alone by `.gitignore` and the like. Where it is missing they are among the untracked: those files were not read. */
    readonly ignored?: number | undefined;
    /** Too little of them is seen: symbolic links, and what a filter of the repository converts. */
    readonly unknown: number;
    /** Whether the index is another tree than the commit's; null where the commit's is not there. */
    readonly isStaged: boolean | null;
  } | null;
  /** What is not known, and why, in words. */
  readonly notes: readonly string[];
}

/** What a contract said of a version: its clauses, and what was seen. */
export interface ContractVerdict {
  /** The record of the contract that it was judged by. */
  readonly contractId: string;
  /** When it was judged: ages are counted from it. */
  readonly at: Timestamp;
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown';
  readonly checks: readonly ContractFinding[];
}

/** What one clause said. Values of columns that the contract classifies as personal are masked. */
export interface ContractFinding {
  /** JSON Pointer into the contract. */
  readonly pointer: string;
  /** The word of the standard. */
  readonly clause: string;
  /** Null where it is of the whole table. */
  readonly column: string | null;
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown' | 'notChecked';
  /** As the contract writes it; null where it says none, absent in records of before it was kept. */
  readonly severity?: string | null;
  /** What was seen, in words. */
  readonly message: string;
  /** The figure that was compared, with every digit, where there is one. */
  readonly value?: string;
  /** Rows that break it. */
  readonly failingCount: number;
  /** The first of them. */
  readonly rows: readonly {
    /** From 1, the first row of data. */
    readonly row: number;
    readonly key: Readonly<Record<string, string | null>> | null;
  }[];
}

/** A licence that a file of a version tells. */
export interface FoundLicence {
  readonly path: string;
  /** The field of a package, card or Croissant file, or the text of a licence. */
  readonly way: 'field' | 'text';
  readonly expression: string;
  /** The share of the licence's text that stands in the file; null for a field, and where a sentence told. */
  readonly agreement: number | null;
}

/** What people say of a snapshot; append-only, the latest of a kind holds. */
export interface Annotation {
  readonly id: string;
  readonly snapshotId: SnapshotId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it; absent in records of versions that did not count. */
  readonly change?: number;
  readonly actor: ActorId;
  readonly body:
    | { readonly kind: 'message'; readonly text: string }
    | {
        readonly kind: 'semanticVersion';
        readonly version: string;
        readonly isSuggested: boolean;
        readonly reasons: readonly string[];
      }
    /** `found` where files of the version tell it, and nobody set it. */
    | { readonly kind: 'licence'; readonly expression: string; readonly found?: readonly FoundLicence[] }
    /**
     * How fresh its artifact has to be on arrival, or by a column, as `throughlineFreshness` writes it; null takes that back. It holds for
     * later versions, and beside those of other columns.
     */
    | { readonly kind: 'objective'; readonly column: string | null; readonly objective: Json }
    | { readonly kind: 'tags'; readonly tags: readonly string[] }
    | { readonly kind: 'owner'; readonly name: string }
    /** Keeps its bytes out of every clean-up. */
    | { readonly kind: 'pin'; readonly isPinned: boolean }
    /** Puts another reading of its bytes into use than the one made when it was taken. */
    | { readonly kind: 'reading'; readonly readingKey: string }
    /** Of a folder with Git repositories in it, where its code stood when it was dropped last. */
    | { readonly kind: 'codeVersion'; readonly repositories: readonly CodeVersion[] }
    /** Its drift against these versions was looked at, column by column, and why that is all right. Each holds beside those before. */
    | {
        readonly kind: 'driftAcknowledged';
        readonly columns: readonly string[];
        readonly against: readonly SnapshotId[];
        readonly reason: string;
      }
    /** It belongs to an incident, and no window of versions has it; null takes that back. */
    | { readonly kind: 'incident'; readonly reason: string | null }
    /**
     * That a column holds personal data of a kind, or does not; it holds for later versions. Each holds beside those before. A finding of
     * another version of the recogniser asks again.
     */
    | {
        readonly kind: 'personalData';
        readonly column: string;
        readonly of: string;
        readonly says: 'confirmed' | 'rejected';
        readonly recogniserVersion: number;
      }
    /** Which of its rows stand in a training set; of each training set the latest holds. */
    | { readonly kind: 'leakage'; readonly training: SnapshotId; readonly found: Leakage }
    /** What its contract says of it. */
    | ({ readonly kind: 'verdict' } & ContractVerdict)
    | {
        /** The bytes that a pointer stood for were here, and are this; the snapshot itself never changes (I1). */
        readonly kind: 'bytes';
        readonly digest: Digest;
        readonly md5: Md5;
        readonly byteLength: number;
        readonly format: string;
        readonly readingKey: string | null;
      };
}

/** Moves an alias, such as `production`, to a snapshot of its artifact; append-only, the latest of a name holds. */
export interface AliasMove {
  readonly id: string;
  readonly artifactId: ArtifactId;
  readonly name: string;
  /** Null where the alias was removed. */
  readonly snapshotId: SnapshotId | null;
  readonly reason: string | null;
  /** What spoke for it: the comparison, the guardrails' verdicts and what was overruled; null where nothing was asked. */
  readonly evidence: Json;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it; absent in records of versions that did not count. */
  readonly change?: number;
}

/** Samples of one metric of a snapshot: a score a test case, a latency a request; one value where that is all there is. */
export interface Measurement {
  readonly id: string;
  readonly snapshotId: SnapshotId;
  readonly metric: string;
  readonly unit: string | null;
  readonly values: Float64Array;
  /** What each value is of, so that two versions can be compared pair by pair; null where unknown. */
  readonly cases: readonly string[] | null;
  /** The columns that the cases are from; absent where that was not kept. */
  readonly casesFrom?: readonly string[];
  /** Rows or runs that gave no number; absent for none, and in measurements of versions that left them out uncounted. */
  readonly missingCount?: number;
  /** Where it came from, in words: a file's name, `by hand`. */
  readonly source: string;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it; absent in records of versions that did not count. */
  readonly change?: number;
}

/** Takes records out of view, or puts them back; nothing is rewritten (undo). The latest that names a record holds. */
export interface Withdrawal {
  readonly id: string;
  readonly targets: readonly {
    /** One of those whose records an undo can take out of view. */
    readonly table: string;
    /** The record's key: of an event its digest. */
    readonly id: string;
  }[];
  readonly isWithdrawn: boolean;
  /** A person deleted them: an import does not put them back, as it does after an undo. */
  readonly isDeletion?: true;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it; absent in records of versions that did not count. */
  readonly change?: number;
  readonly auditSequence: number;
}

/** One link of the hash-chained log; `hash` covers every other field in canonical form (SPEC.md). */
export interface AuditEntry {
  /** 1, 2, 3, … */
  readonly sequence: number;
  readonly recordedAt: Timestamp;
  /** Greater than that of every change that the store had seen; absent in entries of versions that did not count. */
  readonly change?: number;
  readonly actor: ActorId;
  /** What was done, such as `takeSnapshot`. */
  readonly action: string;
  /** What it was done to: a name or id in words. */
  readonly subject: string;
  /** Ids, digests, before and after: whatever proves it later. */
  readonly detail: Json;
  /** SHA-256 over the digests of the records that the change wrote ([V50]); absent in entries of versions that did not seal. */
  readonly seal?: Digest;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previousHash: Digest;
  readonly hash: Digest;
}

/** Records of one table, each with its digest: 64 hexadecimal digits a record, one after another ([V49]). */
export interface SealedRecords {
  readonly keys: readonly string[];
  readonly digests: string;
}

/** Some hundred records that came together and never change, with one digest, and a number each that tells which was changed ([V51]). */
export interface SealedGroup {
  readonly keys: readonly string[];
  readonly digest: Digest;
  readonly hints: readonly number[];
}

/** The digests of the records that one change wrote, by table. They stand beside its audit entry, which has one over them. */
export interface Seal {
  /** Of the audit entry. */
  readonly sequence: number;
  readonly tables: Readonly<Record<string, readonly (SealedRecords | SealedGroup)[]>>;
}
