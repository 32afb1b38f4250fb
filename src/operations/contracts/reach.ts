import type { GraphKind, LineageGraph, NodeKey } from '../../lineage/graph';
import { flowTags } from '../../lineage/tagFlow';
import type { TagArrival } from '../../lineage/tags';
import { removalsOf } from './personalData';
import type { ArtifactView, Workspace } from '../core/workspace';

/** A model or endpoint, or another artifact that is the end of a way, that something reaches. */
export interface Reached {
  readonly key: NodeKey;
  readonly artifact: ArtifactView;
  readonly certainty: TagArrival['certainty'];
  /** The nearest, what is certain first. */
  readonly arrival: TagArrival;
}

/** Everything that a node reaches. */
export interface Reach {
  readonly graph: LineageGraph;
  /** Endpoints, then models, then all else; of each the nearest first. */
  readonly reached: readonly Reached[];
  /** Jobs that are declared to remove the tag: it goes no further there. */
  readonly removedAt: readonly TagArrival[];
}

const anything = 'anything';
const ranks: Readonly<Record<string, number>> = { endpoint: 0, model: 1 };

/**
 * What nodes reach downstream: models, endpoints and all else, by links as tags go along them. A tag stops at jobs that are
 * declared to remove it; without one (null) nothing does, as with staleness or a mistake.
 */
export function reachOf(
  workspace: Workspace,
  kind: GraphKind,
  from: readonly NodeKey[],
  tag: string | null,
): Reach {
  const graph = workspace.graph(kind);
  const nodes = from.flatMap((key) => graph.indexOf.get(key) ?? []);
  const observations = new Map(workspace.observations.map((each) => [each.id, each]));
  const flow = flowTags(
    graph,
    { observationOf: (id) => observations.get(id), derivations: workspace.derivations },
    [...new Set(nodes.flatMap((node) => startsOf(graph, node)))].map((start) => ({
      node: start,
      column: null,
      tag: tag ?? anything,
      certainty: 'certain' as const,
    })),
    tag === null ? [] : removalsOf(workspace),
  );
  const reached = [...flow.at].flatMap(([index, arrivals]): readonly Reached[] => {
    const own = graph.nodes[index]!;
    const artifact = 'artifactId' in own ? workspace.artifacts.get(own.artifactId) : undefined;
    const arrival = arrivals.find(({ certainty }) => certainty === 'certain') ?? arrivals[0];
    if (nodes.includes(index) || !artifact || !arrival) return [];
    return [{ key: own.key, artifact, certainty: arrival.certainty, arrival }];
  });
  const rankOf = ({ artifact: { artifact } }: Reached): number => ranks[artifact.kind] ?? 2;
  reached.sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      a.arrival.hops - b.arrival.hops ||
      (a.artifact.name < b.artifact.name ? -1 : Number(a.artifact.name > b.artifact.name)) ||
      (a.key < b.key ? -1 : 1),
  );
  return { graph, reached, removedAt: flow.removed };
}

/** A job or run reaches what it writes, and all that this does. */
function startsOf(graph: LineageGraph, node: number): readonly number[] {
  if ('artifactId' in graph.nodes[node]!) return [node];
  return [...new Set(graph.outgoing[node]!.map((edge) => graph.edges[edge]!.to))];
}
