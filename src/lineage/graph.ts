import type { ArtifactId, ArtifactKind, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import type { JobId, Origin, RunId } from './records';
import type { ColumnSource } from './reference';

/** Which of the two graphs: artifacts and jobs, or snapshots and runs. */
export type GraphKind = 'definition' | 'version';

/** A node's key in either graph; prefixed by what it is, so that keys of different kinds never meet. */
export type NodeKey =
  `artifact:${string}` | `snapshot:${string}` | `job:${string}` | `run:${string}` | `group:${string}`;

/** A node of either graph, with the ids of what it stands for. */
export type GraphNode =
  | {
      readonly key: NodeKey;
      readonly type: 'artifact';
      readonly artifactId: ArtifactId;
      readonly kind: ArtifactKind;
    }
  | {
      readonly key: NodeKey;
      readonly type: 'snapshot';
      readonly artifactId: ArtifactId;
      readonly snapshotId: SnapshotId;
      readonly kind: ArtifactKind;
    }
  | { readonly key: NodeKey; readonly type: 'job'; readonly jobId: JobId }
  | { readonly key: NodeKey; readonly type: 'run'; readonly jobId: JobId; readonly runId: RunId };

/** That an artifact came of another by no job that is told of: it is the other under a new name, or was made of it. */
export interface Derivation {
  readonly from: ArtifactId;
  readonly to: ArtifactId;
  readonly way: 'renamed' | 'derived';
  readonly origin: Origin;
  readonly eventTime: Timestamp;
  /** Column by column, where that is told. */
  readonly columns: readonly ColumnSource[];
}

/**
 * From what was there before to what came of it: input → job → output, derived from observations; or from artifact to
 * artifact, by a derivation.
 */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly origins: readonly Origin[];
  readonly firstSeen: Timestamp;
  readonly lastSeen: Timestamp;
  readonly observationIds: readonly string[];
}

/** Nodes of one folder or namespace that a view draws as one; `members` are their indexes in the whole graph. */
export interface GroupNode {
  readonly key: `group:${string}`;
  readonly type: 'group';
  readonly name: string;
  readonly members: readonly number[];
}

/** A directed graph by index; adjacency lists hold edge indexes. Parallel edges are merged. */
export interface LineageGraph<
  Node extends { readonly key: NodeKey } = GraphNode,
  Edge extends DrawnEdge = GraphEdge,
> {
  readonly kind: GraphKind;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly indexOf: ReadonlyMap<NodeKey, number>;
  /** `outgoing[n]`: indexes of the edges that leave node n. */
  readonly outgoing: readonly (readonly number[])[];
  readonly incoming: readonly (readonly number[])[];
}

/** What is drawn of an edge; one that stands for several has no moments of its own. */
type DrawnEdge = Pick<GraphEdge, 'from' | 'to' | 'origins'>;

/** A graph as it is drawn: some of its nodes may stand for groups. */
export type DrawnGraph = LineageGraph<GraphNode | GroupNode, DrawnEdge>;
