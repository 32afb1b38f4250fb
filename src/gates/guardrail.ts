import type { ActorId, ArtifactId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';

export const guardrailActions = ['allow', 'escalate', 'block'] as const;
export type GuardrailAction = (typeof guardrailActions)[number];

export const guardrailComparisons = ['atLeast', 'above', 'atMost', 'below'] as const;
export type GuardrailComparison = (typeof guardrailComparisons)[number];

export const guardrailStatistics = ['each', 'mean', 'p50', 'p95', 'p99'] as const;
/** What is held against the rules: each value on its own, or one figure of all of them. */
export type GuardrailStatistic = (typeof guardrailStatistics)[number];

/** A decision table over one metric of an artifact's versions; append-only, the latest of a name holds. */
export interface Guardrail {
  readonly id: string;
  readonly artifactId: ArtifactId;
  readonly name: string;
  readonly metric: string;
  readonly statistic: GuardrailStatistic;
  /** The first rule that a value meets decides; a value that meets none is allowed. */
  readonly rules: readonly {
    readonly comparison: GuardrailComparison;
    readonly threshold: number;
    readonly action: GuardrailAction;
  }[];
  /** What a value that is missing or no number gives; absent: the verdict is unknown, which is no pass. */
  readonly missing?: GuardrailAction;
  /** No longer asked. */
  readonly isRetired: boolean;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it; absent in records of versions that did not count. */
  readonly change?: number;
}
