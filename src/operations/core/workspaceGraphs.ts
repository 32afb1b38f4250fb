import { buildGraph, type GraphRecords } from '../../lineage/buildGraph';
import type { GraphKind, LineageGraph } from '../../lineage/graph';
import { type BuiltGraph, updateGraph } from '../../lineage/updateGraph';

/** The two graphs of a workspace: each is made when it is first asked for, from the last one that there was. */
export class WorkspaceGraphs {
  private readonly records: GraphRecords;
  private readonly built: Map<GraphKind, BuiltGraph>;

  constructor(records: GraphRecords, before: ReadonlyMap<GraphKind, BuiltGraph> = new Map()) {
    this.records = records;
    this.built = new Map(before);
  }

  of(kind: GraphKind): LineageGraph {
    const known = this.built.get(kind);
    if (known?.records === this.records) return known.graph;
    const graph = known ? updateGraph(known, this.records) : buildGraph(kind, this.records);
    this.built.set(kind, { graph, records: this.records });
    return graph;
  }

  /** The graphs after a change of the records. */
  after(records: GraphRecords): WorkspaceGraphs {
    return new WorkspaceGraphs(records, this.built);
  }
}
