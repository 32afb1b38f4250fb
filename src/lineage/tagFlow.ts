import type { ArtifactId } from '../versioning/records';
import { flatEdgesOf } from './adjacency';
import {
  type Carried,
  carriedBy,
  certaintyOf,
  derivationStatement,
  outputStatements,
  type Statement,
} from './carriedColumns';
import type { Derivation, GraphEdge, LineageGraph } from './graph';
import type { Observation } from './records';
import type { Certainty, TagArrival, TagFlow, TagRemoval, TagSeed } from './tags';

/** What a graph's edges are derived from. */
export interface FlowRecords {
  readonly observationOf: (id: string) => Observation | undefined;
  readonly derivations: Iterable<Derivation>;
}

/**
 * Where tags go downstream, whatever they stand for. Rules [L60] to [L65]: by column where columns are known, else by table; along
 * inferred links they arrive as possible; what only evaluated a model does not tag it; a job that is declared to remove a
 * tag ends its way. No order of records changes what arrives.
 */
export function flowTags(
  graph: LineageGraph,
  records: FlowRecords,
  seeds: Iterable<TagSeed>,
  removals: Iterable<TagRemoval> = [],
): TagFlow {
  return new Flow(graph, records, removals).run(seeds);
}

/** A tag inside a job or run, which still knows what was read. */
interface Reading extends TagArrival {
  readonly isEvaluation: boolean;
}

class Flow {
  private readonly at = new Map<number, TagArrival[]>();
  private readonly seen = new Set<string>();
  private readonly passed = new Set<string>();
  private readonly removed: TagArrival[] = [];
  private readonly removals: ReadonlySet<string>;
  private readonly statements = new Map<number, readonly Statement[]>();
  private readonly derivations = new Map<string, Derivation[]>();
  private versions: Map<ArtifactId, number[]> | null = null;
  /** What arrives next, by certainty and hops. */
  private readonly waiting: Record<Certainty, (TagArrival | Reading)[][]> = { certain: [], possible: [] };

  private readonly graph: LineageGraph;
  private readonly records: FlowRecords;

  constructor(graph: LineageGraph, records: FlowRecords, removals: Iterable<TagRemoval>) {
    this.graph = graph;
    this.records = records;
    this.removals = new Set(Array.from(removals, ({ jobId, tag }) => JSON.stringify([jobId, tag])));
    for (const derivation of records.derivations) {
      const key = `${derivation.from} ${derivation.to}`;
      const known = this.derivations.get(key);
      if (known) known.push(derivation);
      else this.derivations.set(key, [derivation]);
    }
  }

  run(seeds: Iterable<TagSeed>): TagFlow {
    for (const seed of seeds) this.wait({ ...seed, hops: 0, previous: null, edge: null });
    for (const layers of [this.waiting.certain, this.waiting.possible]) {
      for (let hops = 0; hops < layers.length; hops++) {
        const layer = layers[hops] ?? [];
        layer.sort((a, b) => this.compare(a, b));
        for (const arrival of layer) this.take(arrival);
      }
    }
    return { at: this.at, removed: this.removed };
  }

  private wait(arrival: TagArrival | Reading): void {
    (this.waiting[arrival.certainty][arrival.hops] ??= []).push(arrival);
  }

  /** By what things are, never by the order in which they were told. */
  private compare(a: TagArrival, b: TagArrival): number {
    return (
      compareTexts(this.graph.nodes[a.node]!.key, this.graph.nodes[b.node]!.key) ||
      compareTexts(a.tag, b.tag) ||
      compareTexts(a.column ?? '', b.column ?? '') ||
      compareTexts(this.previousKey(a), this.previousKey(b))
    );
  }

  private previousKey({ previous }: TagArrival): string {
    return previous === null ? '' : this.graph.nodes[previous.node]!.key;
  }

  private take(arrival: TagArrival | Reading): void {
    if ('isEvaluation' in arrival) this.takeReading(arrival);
    else if (this.isFirst([arrival.node, arrival.tag, arrival.column])) {
      this.keep(arrival);
      this.leave(arrival);
    }
  }

  private takeReading(reading: Reading): void {
    const { node, tag, column, previous, isEvaluation } = reading;
    if (!this.isFirst([node, tag, column, previous!.node, isEvaluation])) return;
    const process = this.graph.nodes[node]!;
    const isShown = this.isFirst([node, tag]);
    if ('jobId' in process && this.removals.has(JSON.stringify([process.jobId, tag]))) {
      if (isShown) this.removed.push(reading);
      return;
    }
    if (isShown) this.keep(reading);
    this.write(reading);
  }

  private keep(arrival: TagArrival): void {
    const known = this.at.get(arrival.node);
    if (known) known.push(arrival);
    else this.at.set(arrival.node, [arrival]);
  }

  private isFirst(parts: readonly (string | number | boolean | null)[]): boolean {
    const key = JSON.stringify(parts);
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  /** From an artifact or version to what reads it. */
  private leave(arrival: TagArrival): void {
    const { graph } = this;
    const { starts, neighbours, edges } = flatEdgesOf(graph).downstream;
    for (let place = starts[arrival.node]!; place < starts[arrival.node + 1]!; place++) {
      const [to, edge] = [neighbours[place]!, edges[place]!];
      if ('jobId' in graph.nodes[to]!) this.read(arrival, to, edge);
      else this.derive(arrival, to, edge);
    }
    const own = graph.nodes[arrival.node]!;
    const unknown = own.type === 'snapshot' ? graph.indexOf.get(`artifact:${own.artifactId}`) : undefined;
    if (unknown !== undefined)
      this.go(arrival, unknown, null, { column: arrival.column, certainty: 'possible' });
  }

  /** What was read for evaluation alone is told apart: it tags no model. */
  private read(arrival: TagArrival, node: number, edge: number): void {
    const observations = this.observationsOf(this.graph.edges[edge]!);
    for (const isEvaluation of [false, true]) {
      const own = observations.filter(({ purpose }) => (purpose === 'evaluation') === isEvaluation);
      if (own.length === 0) continue;
      const certainty = least(arrival.certainty, certaintyOf(own.map(({ origin }) => origin)));
      this.wait({ ...next(arrival, node, edge), certainty, isEvaluation });
    }
  }

  private observationsOf(edge: GraphEdge): readonly Observation[] {
    return edge.observationIds.flatMap((id) => this.records.observationOf(id) ?? []);
  }

  private derive(arrival: TagArrival, to: number, edge: number): void {
    const [from, target] = [this.graph.nodes[arrival.node]!, this.graph.nodes[to]!];
    if (!('artifactId' in from) || !('artifactId' in target)) return;
    for (const derivation of this.derivations.get(`${from.artifactId} ${target.artifactId}`) ?? []) {
      const statement = derivationStatement(derivation);
      for (const carried of carriedBy(statement, from.artifactId, arrival.column))
        this.go(arrival, to, edge, carried);
    }
  }

  /** From a job or run to all that it writes. */
  private write(reading: Reading): void {
    const { graph } = this;
    const source = graph.nodes[reading.previous!.node]!;
    if (!('artifactId' in source)) return;
    const { starts, neighbours, edges } = flatEdgesOf(graph).downstream;
    for (let place = starts[reading.node]!; place < starts[reading.node + 1]!; place++) {
      const [to, edge] = [neighbours[place]!, edges[place]!];
      const target = graph.nodes[to]!;
      if (!('kind' in target)) continue;
      if (reading.isEvaluation && (target.kind === 'model' || target.kind === 'endpoint')) continue;
      for (const statement of this.statementsOf(edge)) {
        for (const carried of carriedBy(statement, source.artifactId, reading.column)) {
          this.go(reading, to, edge, carried);
          if (target.type === 'artifact' && graph.kind === 'version') {
            for (const version of this.versionsOf(target.artifactId))
              this.go(reading, version, edge, { column: carried.column, certainty: 'possible' });
          }
        }
      }
    }
  }

  private go(from: TagArrival, node: number, edge: number | null, carried: Carried): void {
    const certainty = least(from.certainty, carried.certainty);
    const key = JSON.stringify([node, from.tag, carried.column, certainty, from.hops]);
    // Of equal steps out of one job the first is enough: what waits is sorted by where it came from.
    if ('isEvaluation' in from) {
      const pass = `${from.node} ${key}`;
      if (this.passed.has(pass)) return;
      this.passed.add(pass);
    }
    this.wait({ ...next(from, node, edge), column: carried.column, certainty });
  }

  private statementsOf(edge: number): readonly Statement[] {
    const known =
      this.statements.get(edge) ?? outputStatements(this.graph.edges[edge]!, this.records.observationOf);
    this.statements.set(edge, known);
    return known;
  }

  private versionsOf(artifactId: ArtifactId): readonly number[] {
    if (!this.versions) {
      this.versions = new Map();
      this.graph.nodes.forEach((node, index) => {
        if (node.type !== 'snapshot') return;
        const own = this.versions!.get(node.artifactId);
        if (own) own.push(index);
        else this.versions!.set(node.artifactId, [index]);
      });
    }
    return this.versions.get(artifactId) ?? [];
  }
}

function next(from: TagArrival, node: number, edge: number | null): TagArrival {
  const { column, tag, certainty, hops } = from;
  return { node, column, tag, certainty, hops: hops + 1, previous: from, edge };
}

const least = (a: Certainty, b: Certainty): Certainty => (a === 'certain' ? b : a);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
