import type { ActorId, ArtifactId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';

/** From the mildest to the strictest. */
export const guardrailActions = ['allow', 'escalate', 'block'] as const;

/** What a rule of a guardrail asks for where a value meets it. */
export type GuardrailAction = (typeof guardrailActions)[number];

/** How a value can meet a threshold. */
export const guardrailComparisons = ['atLeast', 'above', 'atMost', 'below'] as const;

/** How a rule holds a value against its threshold. */
export type GuardrailComparison = (typeof guardrailComparisons)[number];

/** What of the samples a guardrail can judge: each of them, or one figure of all. */
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
