import type { ReadFailure } from '../../table/reading';
import type { ArtifactId, CodeVersion, LeftOut, SnapshotId } from '../../versioning/records';
import type { VersionSuggestion } from '../../versioning/semanticVersion';
import type { MergeConflict } from './mergeConflicts';
import type { StoreFailure } from './store';

/** What happened to one file or folder of a drop. */
export interface SnapshotOutcome {
  readonly path: string;
  readonly what:
    | { readonly kind: 'newArtifact' }
    | {
        readonly kind: 'newVersion';
        readonly sequence: number;
        readonly suggestion: VersionSuggestion | null;
        readonly rowCountChange: number | null;
      }
    /** The bytes of a version that was known from its pointer. */
    | { readonly kind: 'bytesArrived'; readonly sequence: number }
    | { readonly kind: 'unchanged'; readonly sinceSequence: number }
    /** The bytes are the latest version's, and another reading of them is in use now. */
    | { readonly kind: 'readAgain'; readonly sequence: number }
    | { readonly kind: 'sameBytes'; readonly asPath: string; readonly asSequence: number }
    | { readonly kind: 'moved'; readonly fromPath: string };
  readonly artifactId: ArtifactId;
  readonly snapshotId: SnapshotId;
  /** Why its table could not be read, where that is what its reading in use says. */
  readonly failure?: ReadFailure;
  /** Where the code of a folder stands, where that was not known of the version before. */
  readonly code?: readonly CodeVersion[];
  /** What a person left out of a folder. */
  readonly leftOut?: LeftOut;
  /** Of a folder that is taken as one table: how many files its parts are. */
  readonly partCount?: number;
  /** The version is known from a pointer, and its bytes were not here. */
  readonly isOnlyPointer?: true;
  /** The version is known from a pointer, and its bytes were here under another name; in a folder, the folder's version. */
  readonly bytesKnownAs?: NamedVersion;
  /** Other versions, known from pointers, whose bytes these are, too. */
  readonly alsoBytesOf?: readonly NamedVersion[];
}

/** A version by its name and number. */
export interface NamedVersion {
  readonly snapshotId: SnapshotId;
  readonly path: string;
  readonly sequence: number;
}

/** A change that was written: its place in the audit log, by which it can be undone. */
export interface Change<T> {
  readonly auditSequence: number;
  readonly value: T;
}

/** Why an operation did nothing. `describeFailure` puts each in words, once. */
export type OperationFailure =
  | StoreFailure
  /** A version that is known, and whose bytes are not on this device. */
  | { readonly kind: 'bytesNotHere'; readonly title: string }
  | { readonly kind: 'unreadableTable'; readonly path: string; readonly failure: ReadFailure }
  | {
      readonly kind: 'versionCycle';
      /** Names along the cycle, first repeated last. */ readonly names: readonly string[];
    }
  | {
      readonly kind: 'malformedLineage';
      readonly path: string;
      readonly place: string;
      readonly message: string;
    }
  | {
      readonly kind: 'malformedBundle';
      readonly path: string;
      readonly place: string;
      readonly message: string;
    }
  /** As `malformedBundle`, of a workspace file. */
  | {
      readonly kind: 'malformedWorkspace';
      readonly path: string;
      readonly place: string;
      readonly message: string;
    }
  /** Kept bytes are not what they were. */
  | { readonly kind: 'damagedBytes'; readonly message: string }
  | {
      readonly kind: 'bundleConflict';
      readonly message: string;
      readonly conflicts: readonly MergeConflict[];
    }
  | { readonly kind: 'invalidRun'; readonly field: string; readonly message: string }
  | { readonly kind: 'nameInUse'; readonly message: string }
  /** What a person asked of artifacts or jobs cannot be. */
  | { readonly kind: 'invalidIdentity'; readonly message: string }
  | { readonly kind: 'workspaceInUse'; readonly message: string }
  | { readonly kind: 'notLinkable'; readonly message: string }
  | { readonly kind: 'invalidAnnotation'; readonly message: string }
  /** Another move came between: in another tab, or since the page was read. */
  | { readonly kind: 'aliasMoved'; readonly message: string }
  /** The guardrails do not let it pass, and no reason says why it should. */
  | { readonly kind: 'needsReason'; readonly message: string }
  | { readonly kind: 'invalidRelease'; readonly message: string }
  | { readonly kind: 'invalidMeasurement'; readonly message: string }
  | { readonly kind: 'invalidGuardrail'; readonly message: string }
  | { readonly kind: 'invalidBaseline'; readonly message: string }
  /** `place`: where in the text, as a line and column. */
  | { readonly kind: 'invalidContract'; readonly place: string; readonly message: string }
  | { readonly kind: 'notFound'; readonly message: string }
  | { readonly kind: 'unreadableFile'; readonly path: string; readonly message: string }
  | { readonly kind: 'unwritableFile'; readonly path: string; readonly message: string }
  | { readonly kind: 'nothingToFree' }
  /** Its unit was refused whole: the bytes were to be kept, and could not be. */
  | {
      readonly kind: 'bytesNotKept';
      readonly path: string;
      readonly reason: 'full' | 'unavailable';
      readonly message: string;
    }
  | { readonly kind: 'cannotUndo'; readonly message: string };
