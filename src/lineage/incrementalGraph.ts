import type { ListChange } from '../lib/listChange';
import { runAtOnce, type Steps } from '../lib/steps';
import type { GraphRecords } from './buildGraph';
import { withDerivations } from './derivedEdges';
import type { Derivation, GraphKind, LineageGraph, NodeKey } from './graph';
import { IncrementalLinks, type ListedLinks } from './incrementalLinks';
import { type IncrementalNode, IncrementalNodes, type NodeChange } from './incrementalNodes';
import type { Observation } from './records';

/** What came and went of all that a graph is made of. */
export interface GraphChange extends NodeChange {
  readonly observations: ListChange<Observation>;
}

/** The records of a graph, in lists. */
export interface ListedRecords extends GraphRecords {
  readonly observations: readonly Observation[];
  readonly derivations: readonly Derivation[];
}

/** Records that are drawn between two stops: a millisecond's worth or two. */
const recordsPerStep = 1000;
/** The same of edges whose ends are noted. */
const edgesPerStep = 2500;

/**
 * What `buildGraph` makes of records, brought up to date as these change: a change costs what it touches, and a pass over flat lists.
 * Nodes and edges that stay what they were are the same objects, and it is the same graph where all of them are. What was
 * given out never changes.
 */
export class IncrementalGraph {
  private readonly nodes: IncrementalNodes;
  private readonly links: IncrementalLinks;
  private last: LineageGraph;
  /** The same with the edges of derivations. */
  private derived: {
    readonly of: LineageGraph;
    readonly by: readonly Derivation[];
    readonly graph: LineageGraph;
  };

  constructor(kind: GraphKind) {
    this.nodes = new IncrementalNodes(kind);
    this.links = new IncrementalLinks(kind, this.nodes);
    this.last = { kind, nodes: [], edges: [], indexOf: new Map(), outgoing: [], incoming: [] };
    this.derived = { of: this.last, by: [], graph: this.last };
  }

  /** Takes in all records of a graph that has none, and puts the graph together. */
  *fill(records: ListedRecords): Steps<void> {
    const { artifacts, snapshots, jobs, runs, observations } = records;
    yield* inSlices(artifacts, (some) => this.nodes.change({ ...nothing, artifacts: some }));
    yield* inSlices(jobs, (some) => this.nodes.change({ ...nothing, jobs: some }));
    yield* inSlices(snapshots, (some) => this.nodes.change({ ...nothing, snapshots: some }));
    yield* inSlices(runs, (some) => this.nodes.change({ ...nothing, runs: some }));
    yield* inSlices(observations, (some) => this.links.change(some, some.added));
    yield* this.observe(records);
  }

  /** Takes in what came and went; `observations` are all that there are then. */
  change(change: GraphChange, observations: readonly Observation[]): void {
    this.nodes.change(change);
    this.links.change(change.observations, observations);
  }

  /** The graph as it is now, of these records. */
  graph(records: ListedRecords): LineageGraph {
    const of = this.observed(records);
    const by = records.derivations;
    if (this.derived.of !== of || this.derived.by !== by) {
      const known = this.derived.graph.edges.slice(this.derived.of.edges.length);
      this.derived = { of, by, graph: withDerivations(of, by, known) };
    }
    return this.derived.graph;
  }

  private observed(records: ListedRecords): LineageGraph {
    const { nodes, links, last } = this;
    if (!nodes.isChanged && !links.isChanged) return last;
    if (!nodes.hasComeOrGone && !links.isChanged) this.last = { ...last, nodes: nodes.current() };
    else runAtOnce(this.observe(records));
    return this.last;
  }

  /** Lists nodes and edges anew, with stops. */
  private *observe(records: ListedRecords): Steps<void> {
    const { nodes, links, last } = this;
    const before = last.nodes.length;
    const { nodes: places, indexesBefore } = nodes.list(records);
    yield 0;
    const isSameList = places.length === before && indexesBefore.every((index, at) => index === at);
    const indexOf = isSameList ? last.indexOf : yield* indexesOf(places);
    const listed = links.list(records.observations);
    yield 0;
    const edges = yield* links.edges();
    const ofNodes = yield* edgesOfNodes(last, indexesBefore, listed);
    yield 1;
    this.last = { kind: last.kind, nodes: nodes.current(), edges, indexOf, ...ofNodes };
  }
}

function* indexesOf(places: readonly IncrementalNode[]): Steps<LineageGraph['indexOf']> {
  const indexOf = new Map<NodeKey, number>();
  for (const { key } of places) {
    indexOf.set(key, indexOf.size);
    if (indexOf.size % recordsPerStep === 0) yield indexOf.size / places.length;
  }
  return indexOf;
}

const noChange = { removed: [], added: [] };
const nothing: NodeChange = { artifacts: noChange, snapshots: noChange, jobs: noChange, runs: noChange };

function* inSlices<R>(records: Iterable<R>, take: (some: ListChange<R>) => void): Steps<void> {
  const all = [...records];
  for (let start = 0; start < all.length; start += recordsPerStep) {
    take({ removed: [], added: all.slice(start, start + recordsPerStep) });
    yield start / all.length;
  }
}

type EdgesOfNodes = Pick<LineageGraph, 'outgoing' | 'incoming'>;
type Rows = (readonly number[])[];

/** Which edges leave and enter each node: as before for the first edges, which stayed. */
function* edgesOfNodes(
  last: LineageGraph,
  indexesBefore: readonly number[],
  { links, stayed }: ListedLinks,
): Steps<EdgesOfNodes> {
  const gone = last.edges.slice(stayed);
  const outgoing = rowsOfThose(last.outgoing, indexesBefore, new Set(gone.map(({ from }) => from)), stayed);
  const incoming = rowsOfThose(last.incoming, indexesBefore, new Set(gone.map(({ to }) => to)), stayed);
  const own = new Set<readonly number[]>();
  const add = (rows: Rows, { index }: IncrementalNode, edge: number): void => {
    const row = rows[index]!;
    if (own.has(row)) (row as number[]).push(edge);
    else own.add((rows[index] = [...row, edge]));
  };
  for (let edge = stayed; edge < links.length; edge += 1) {
    if (edge % edgesPerStep === 0) yield edge / links.length;
    add(outgoing, links[edge]!.from, edge);
    add(incoming, links[edge]!.to, edge);
  }
  return { outgoing, incoming };
}

/** The row that each node had, without the edges that did not stay. */
function rowsOfThose(
  rows: LineageGraph['outgoing'],
  indexes: readonly number[],
  cut: ReadonlySet<number>,
  stayed: number,
): Rows {
  return indexes.map((index) => {
    const row = rows[index] ?? none;
    return cut.has(index) ? row.filter((edge) => edge < stayed) : row;
  });
}

const none: readonly number[] = [];
