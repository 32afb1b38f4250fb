import type { Derivation, GraphEdge, LineageGraph } from './graph';
import { originsOf } from './graphParts';

/**
 * A graph of observations with the edges of derivations behind its own, wherever both artifacts are nodes [L47]. Edges that
 * say what those of `known` said are the same objects.
 */
export function withDerivations(
  graph: LineageGraph,
  derivations: Iterable<Derivation>,
  known: readonly GraphEdge[] = [],
): LineageGraph {
  const drawn = new Map<string, Derivation[]>();
  for (const derivation of derivations) {
    const pair = `${graph.indexOf.get(`artifact:${derivation.from}`)} ${graph.indexOf.get(`artifact:${derivation.to}`)}`;
    if (pair.includes('undefined')) continue;
    const own = drawn.get(pair);
    if (own) own.push(derivation);
    else drawn.set(pair, [derivation]);
  }
  if (drawn.size === 0) return graph;
  const edges = [...graph.edges];
  const [outgoing, incoming] = [[...graph.outgoing], [...graph.incoming]];
  const knownAs = new Map(known.map((edge) => [JSON.stringify(edge), edge]));
  for (const own of drawn.values()) {
    const made = edgeOf(graph, own);
    const edge = knownAs.get(JSON.stringify(made)) ?? made;
    outgoing[edge.from] = [...outgoing[edge.from]!, edges.length];
    incoming[edge.to] = [...incoming[edge.to]!, edges.length];
    edges.push(edge);
  }
  return { ...graph, edges, outgoing, incoming };
}

function edgeOf({ indexOf }: LineageGraph, derivations: readonly Derivation[]): GraphEdge {
  const { from, to } = derivations[0]!;
  const times = derivations.map(({ eventTime }) => eventTime).sort();
  return {
    from: indexOf.get(`artifact:${from}`)!,
    to: indexOf.get(`artifact:${to}`)!,
    origins: originsOf(derivations),
    firstSeen: times[0]!,
    lastSeen: times.at(-1)!,
    observationIds: [],
  };
}
