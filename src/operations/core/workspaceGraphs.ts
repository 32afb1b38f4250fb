import { runAtOnce, type Steps } from '../../lib/steps';
import { buildGraph } from '../../lineage/buildGraph';
import type { GraphKind, LineageGraph } from '../../lineage/graph';
import { type GraphChange, IncrementalGraph, type ListedRecords } from '../../lineage/incrementalGraph';

/** The two graphs of a workspace while it changes. */
export class WorkspaceGraphs {
  private records: ListedRecords;
  private readonly kept = new Map<GraphKind, IncrementalGraph>();
  /** Graphs that are being filled, and what is left of that. */
  private readonly filling = new Map<GraphKind, Steps<void>>();

  constructor(records: ListedRecords) {
    this.records = records;
  }

  /** Takes a change of the records in. */
  change(change: GraphChange, records: ListedRecords): void {
    this.records = records;
    // What is not whole yet is begun anew when it is asked for.
    for (const kind of this.filling.keys()) this.kept.delete(kind);
    this.filling.clear();
    for (const graph of this.kept.values()) graph.change(change, records.observations);
  }

  /** The graphs of the records as they are now, each made when it is first asked for; they stay what they are. */
  now(): (kind: GraphKind) => LineageGraph {
    const { records } = this;
    const known = new Map<GraphKind, LineageGraph>();
    return (kind) => {
      const graph =
        known.get(kind) ?? (records === this.records ? this.make(kind) : buildGraph(kind, records));
      known.set(kind, graph);
      return graph;
    };
  }

  /** Makes ready what would take long when it is asked for. A change in between ends it. */
  *prepare(): Steps<void> {
    const { records } = this;
    for (const kind of ['definition', 'version'] as const) {
      const steps = this.stepsOf(kind);
      while (this.records === records && steps?.next().done === false) yield 0;
      if (this.records !== records) return;
      this.make(kind);
      yield 0;
    }
  }

  private make(kind: GraphKind): LineageGraph {
    const steps = this.stepsOf(kind);
    if (steps) runAtOnce(steps);
    this.filling.delete(kind);
    return this.kept.get(kind)!.graph(this.records);
  }

  /** What is left to do until a graph is whole; null where it is. */
  private stepsOf(kind: GraphKind): Steps<void> | null {
    const known = this.filling.get(kind);
    if (known) return known;
    if (this.kept.has(kind)) return null;
    const graph = new IncrementalGraph(kind);
    const steps = graph.fill(this.records);
    this.kept.set(kind, graph);
    this.filling.set(kind, steps);
    return steps;
  }
}
