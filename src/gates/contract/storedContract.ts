import type { Timestamp } from '../../versioning/timestamp';
import type { ActorId, ArtifactId } from '../../versioning/records';

/** What somebody wrote that an artifact promises; append-only, the latest holds. */
export interface StoredContract {
  readonly id: string;
  readonly artifactId: ArtifactId;
  /** YAML or JSON in the Open Data Contract Standard; null where the artifact promises nothing from now on. */
  readonly text: string | null;
  readonly actor: ActorId;
  readonly recordedAt: Timestamp;
  /** The counter of the change that wrote it. */
  readonly change?: number;
}
