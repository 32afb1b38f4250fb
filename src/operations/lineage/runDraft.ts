import type { RunState } from '../../lineage/records';
import type { Json } from '../../lib/json';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';

/** What a person fills in to record a run; names are free text, ids point to what exists. */
export interface RunDraft {
  readonly job: { readonly namespace: string; readonly name: string };
  readonly inputs: readonly LinkDraft[];
  readonly outputs: readonly LinkDraft[];
  readonly state: RunState;
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly codeVersion: string | null;
  readonly environment: string | null;
  readonly seed: number | null;
  readonly actor: string | null;
}

/** A version that a run read or wrote. */
export interface LinkDraft {
  readonly artifactId: ArtifactId;
  readonly snapshotId: SnapshotId | null;
  /** The range that the run asked for, such as `^2.1`; `snapshotId` is what it got. */
  readonly requested?: string;
}
