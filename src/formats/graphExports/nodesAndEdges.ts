import type { Reference } from '../../lineage/reference';
import { type ExportedGraph, nameKey } from './exportedGraph';

/** A node of a drawing: a dataset or a job. */
export interface DrawnNode extends Reference {
  /** `n1`, `n2`, … in the order of the graph. */
  readonly id: string;
  readonly type: 'dataset' | 'job';
  readonly kind: string | null;
}

/** An edge between two of them, once for each kind and way in which it is known. */
export interface DrawnEdge {
  readonly from: DrawnNode;
  readonly to: DrawnNode;
  readonly kind: string;
  readonly origin: string;
}

/** The datasets and jobs of a graph with their links. A name that only a link has is a node, too: where a dataset and a job share a name, a link leads between the two. */
export function nodesAndEdges(graph: ExportedGraph): {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
} {
  const nodes: DrawnNode[] = [];
  const found = { dataset: new Map<string, DrawnNode>(), job: new Map<string, DrawnNode>() };
  const nodeOf = (
    type: DrawnNode['type'],
    { namespace, name }: Reference,
    kind: string | null,
  ): DrawnNode => {
    const key = nameKey({ namespace, name });
    const known = found[type].get(key);
    if (known) return known;
    const node = { id: `n${nodes.length + 1}`, type, namespace, name, kind };
    nodes.push(node);
    found[type].set(key, node);
    return node;
  };
  for (const dataset of graph.datasets) nodeOf('dataset', dataset, dataset.kind);
  for (const job of graph.jobs) nodeOf('job', job, null);
  const edges = new Map<string, DrawnEdge>();
  for (const { from, to, kind, origin } of graph.links) {
    for (const [start, end] of waysOf(kind, from, to)) {
      const edge = { from: nodeOf(start, from, null), to: nodeOf(end, to, null), kind, origin };
      edges.set(JSON.stringify([edge.from.id, edge.to.id, kind, origin]), edge);
    }
  }
  return { nodes, edges: [...edges.values()] };

  function waysOf(
    kind: string,
    from: Reference,
    to: Reference,
  ): readonly (readonly [DrawnNode['type'], DrawnNode['type']])[] {
    if (kind === 'order') return [['job', 'job']];
    if (kind !== 'data') return [['dataset', 'dataset']];
    const isRead = found.dataset.has(nameKey(from)) && found.job.has(nameKey(to));
    const isWritten = found.job.has(nameKey(from)) && found.dataset.has(nameKey(to));
    const read = isRead || !isWritten ? [['dataset', 'job'] as const] : [];
    return isWritten ? [...read, ['job', 'dataset'] as const] : read;
  }
}
