import type { ActorId, ArtifactId, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';

/**
 * What each version of an artifact is compared with. `default` is what holds where nobody chose: for serving data the version
 * that the model was trained on, else the parent. Rule [D24].
 */
export type BaselineChoice =
  | { readonly kind: 'default' }
  | { readonly kind: 'parent' }
  /** One version, whatever comes later. */
  | { readonly kind: 'version'; readonly snapshotId: SnapshotId }
  /** The version that an alias of the artifact points to now. */
  | { readonly kind: 'alias'; readonly name: string }
  /** What the latest version of a model was trained on. */
  | { readonly kind: 'trainedOn'; readonly modelId: ArtifactId }
  /** The last versions before each, without those of an incident. */
  | { readonly kind: 'window'; readonly count: number };

/** That a person chose a baseline of an artifact; append-only, the latest holds. */
export interface Baseline {
  readonly id: string;
  readonly artifactId: ArtifactId;
  readonly choice: BaselineChoice;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it. */
  readonly change?: number;
}

/** So many versions can be in a window: all their profiles are read for each figure. */
export const longestWindow = 50;

/** Why a choice is none that can be made; null where it is one. */
export function baselineFault(choice: BaselineChoice): string | null {
  if (choice.kind !== 'window') return null;
  return Number.isInteger(choice.count) && choice.count >= 2 && choice.count <= longestWindow
    ? null
    : `A window has 2 to ${longestWindow} versions.`;
}
