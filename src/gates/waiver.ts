import type { ActorId, ArtifactId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';

/** Lets a guardrail of an artifact pass for a while, with the reason; the latest of a guardrail holds. */
export interface Waiver {
  readonly id: string;
  readonly artifactId: ArtifactId;
  /** The name of the guardrail. */
  readonly name: string;
  readonly reason: string;
  /** From then on it no longer counts. */
  readonly until: Timestamp;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it. */
  readonly change?: number;
}
