import type { ActorId, ArtifactId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';

export const guardrailActions = ['allow', 'escalate', 'block'] as const;
export type GuardrailAction = (typeof guardrailActions)[number];

/** A decision table over one metric of an artifact's versions; append-only, the latest of a name holds. */
export interface Guardrail {
  readonly id: string;
  readonly artifactId: ArtifactId;
  readonly name: string;
  readonly metric: string;
  /** The first rule that a value meets decides; a value that meets none is allowed. */
  readonly rules: readonly {
    readonly comparison: 'atLeast' | 'above' | 'atMost' | 'below';
    readonly threshold: number;
    readonly action: GuardrailAction;
  }[];
  /** No longer asked. */
  readonly isRetired: boolean;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
}
