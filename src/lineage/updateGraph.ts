import type { Artifact } from '../versioning/records';
import { buildGraph, type GraphRecords } from './buildGraph';
import type { GraphEdge, GraphNode, LineageGraph } from './graph';

/** A graph with the records that it was made from. */
export interface BuiltGraph {
  readonly graph: LineageGraph;
  readonly records: GraphRecords;
}

/**
 * What `buildGraph` makes of the records, from the graph of those before: nodes and edges that stayed are the same objects,
 * and it is the same graph where all of them did. It costs little where no link and no node came or went.
 */
export function updateGraph({ graph, records: before }: BuiltGraph, records: GraphRecords): LineageGraph {
  if (!hasSameStructure(before, records)) return withKnownParts(graph, buildGraph(graph.kind, records));
  const kinds = changedKinds(before.artifacts, records.artifacts);
  if (kinds.size === 0) return graph;
  const nodes = graph.nodes.map((node): GraphNode => {
    if (node.type !== 'artifact' && node.type !== 'snapshot') return node;
    const kind = kinds.get(node.artifactId);
    return kind === undefined ? node : { ...node, kind };
  });
  return { ...graph, nodes };
}

/** Records are never rewritten but for runs, of whose order and jobs alone a graph is made. */
function hasSameStructure(before: GraphRecords, after: GraphRecords): boolean {
  if (before.observations !== after.observations || before.snapshots !== after.snapshots) return false;
  return (
    areAlike(before.artifacts, after.artifacts, (a, b) => a.id === b.id) &&
    areAlike(before.jobs, after.jobs, (a, b) => a.id === b.id) &&
    areAlike(before.runs, after.runs, (a, b) => a.id === b.id && a.jobId === b.jobId)
  );
}

function areAlike<R>(before: Iterable<R>, after: Iterable<R>, isAlike: (a: R, b: R) => boolean): boolean {
  if (before === after) return true;
  const [was, is] = [[...before], [...after]];
  return was.length === is.length && was.every((record, at) => record === is[at] || isAlike(record, is[at]!));
}

function changedKinds(
  before: Iterable<Artifact>,
  after: Iterable<Artifact>,
): ReadonlyMap<Artifact['id'], Artifact['kind']> {
  const kinds = new Map(Array.from(before, ({ id, kind }) => [id, kind] as const));
  return new Map(
    Array.from(after, ({ id, kind }) => [id, kind] as const).filter(([id, kind]) => kinds.get(id) !== kind),
  );
}

function withKnownParts(known: LineageGraph, graph: LineageGraph): LineageGraph {
  const nodes = graph.nodes.map((node) => {
    const before = known.nodes[known.indexOf.get(node.key) ?? -1];
    return before && isSameNode(before, node) ? before : node;
  });
  const edgeOf = new Map(known.edges.map((edge) => [edge.from * known.nodes.length + edge.to, edge]));
  const edges = graph.edges.map((edge) => {
    const before = edgeOf.get(edge.from * known.nodes.length + edge.to);
    return before && isSameEdge(before, edge) ? before : edge;
  });
  return { ...graph, nodes, edges };
}

function isSameNode(a: GraphNode, b: GraphNode): boolean {
  return 'kind' in a && 'kind' in b ? a.kind === b.kind : true;
}

function isSameEdge(a: GraphEdge, b: GraphEdge): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.origins === b.origins &&
    a.firstSeen === b.firstSeen &&
    a.lastSeen === b.lastSeen &&
    a.observationIds.length === b.observationIds.length &&
    a.observationIds.every((id, at) => id === b.observationIds[at])
  );
}
