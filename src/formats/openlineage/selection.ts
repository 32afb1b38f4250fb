import type { Claim, Job, Observation, Reference, Run } from '../../lineage/records';
import type { Reading } from '../../table/reading';
import type { Artifact, Snapshot } from '../../versioning/records';

/** What is to be written; observations of what is not among the rest are left out. */
export interface LineageSelection {
  readonly artifacts: readonly SelectedArtifact[];
  readonly snapshots: readonly SelectedSnapshot[];
  readonly jobs: readonly SelectedJob[];
  readonly runs: readonly Run[];
  readonly observations: readonly Observation[];
}

/** An artifact under its shown name, with what sources say of it. */
export interface SelectedArtifact extends Reference {
  readonly artifact: Artifact;
  /** Its other names. */
  readonly aliases: readonly Reference[];
  readonly claims: readonly Claim[];
}

/** A job with what sources say of it. */
export interface SelectedJob {
  readonly job: Job;
  readonly claims: readonly Claim[];
}

/** A version, with what was read of it here. */
export interface SelectedSnapshot {
  readonly snapshot: Snapshot;
  readonly reading: Pick<Reading, 'rowCount' | 'columns'> | null;
}
