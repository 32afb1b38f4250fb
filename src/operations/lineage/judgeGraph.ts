import { brokenVerdict, noneFailing, type Outcome } from '../../gates/contract/verdict';
import type { GraphRule } from '../../gates/contract/graphRule';
import { findCycleGroups } from '../../lineage/cycles';
import type { GraphNode, LineageGraph } from '../../lineage/graph';
import { traverse } from '../../lineage/traverse';
import type { Workspace } from '../core/workspace';

/** More names than these are counted only. */
const mostNames = 5;

/** What a rule says of the definition graph of a workspace [K25]. A node that is not there, or that several have the name of, makes it unknown. */
export function judgeGraph(rule: GraphRule, workspace: Workspace, severity: string | null): Outcome {
  const graph = workspace.graph('definition');
  const said = (faults: readonly string[], kept: string): Outcome => ({
    verdict: faults.length === 0 ? 'pass' : brokenVerdict(severity),
    evidence: { message: faults.length === 0 ? kept : listed(faults) },
    failing: { ...noneFailing, count: faults.length },
  });
  const judge = new GraphJudge(graph, workspace);
  try {
    return said(...judge.judge(rule));
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return { verdict: 'unknown', evidence: { message: error.message }, failing: noneFailing };
  }
}

function listed(faults: readonly string[]): string {
  const more = faults.length > mostNames ? `; ${faults.length - mostNames} more` : '';
  return `${faults.slice(0, mostNames).join('; ')}${more}`;
}

/** Why a rule cannot be told. */
class Unknown extends Error {}

type Said = readonly [faults: readonly string[], kept: string];

class GraphJudge {
  readonly #graph: LineageGraph;
  readonly #workspace: Workspace;

  constructor(graph: LineageGraph, workspace: Workspace) {
    this.#graph = graph;
    this.#workspace = workspace;
  }

  judge(rule: GraphRule): Said {
    switch (rule.kind) {
      case 'noCycle':
        return [
          findCycleGroups(this.#graph).map(({ cycle }) => cycle.map((node) => this.#name(node)).join(' → ')),
          'there is no cycle',
        ];
      case 'declared':
        return this.#undeclared();
      case 'produced':
        return this.#unproduced(new Set(rule.sources));
      case 'link': {
        const isThere = this.#reached(rule.from, 'downstream', 2).has(this.#find(rule.to));
        const words = `${rule.from} ${isThere ? 'leads' : 'does not lead'} to ${rule.to} by one job`;
        return [isThere === rule.mustExist ? [] : [words], words];
      }
      case 'reaches':
        return this.#reaches(rule);
      case 'count':
        return this.#count(rule);
    }
  }

  /** Inputs that a run was seen to read, of jobs that declare any, and that none of them declares. */
  #undeclared(): Said {
    const { nodes, edges } = this.#graph;
    const inputs = edges.filter(({ to }) => nodes[to]!.type === 'job');
    const isSaid = (origins: readonly string[]): boolean =>
      origins.includes('declared') || origins.includes('manual');
    const faults = inputs
      .filter(({ origins }) => !isSaid(origins))
      .map(({ from, to }) => `${this.#name(to)} reads ${this.#name(from)}, which is not declared`);
    return [faults, `all ${inputs.length} inputs are declared`];
  }

  #unproduced(sources: ReadonlySet<string>): Said {
    const { nodes, incoming } = this.#graph;
    const faults = nodes.flatMap((node, index) => {
      const name = this.#name(index);
      if (node.type !== 'artifact' || sources.has(name) || incoming[index]!.length > 0) return [];
      return [`no job writes ${name}`];
    });
    return [faults, 'each artifact but the sources has a job that writes it'];
  }

  #reaches({ from, to, digest }: Extract<GraphRule, { kind: 'reaches' }>): Said {
    const target = this.#find(to);
    const isReached = this.#reached(from, 'downstream').has(target);
    const faults = isReached ? [] : [`${from} does not lead to ${to}`];
    if (digest === null) return [faults, `${from} leads to ${to}`];
    const node = this.#graph.nodes[this.#find(from)]!;
    if (node.type !== 'artifact') throw new Unknown(`${from} is a job, and has no digest`);
    const latest = this.#workspace.artifacts.get(node.artifactId)?.snapshots.at(-1)?.snapshot;
    if (!latest?.digest) throw new Unknown(`no version of ${from} has a digest`);
    const isPinned = latest.digest === digest;
    return [
      [...faults, ...(isPinned ? [] : [`the latest version of ${from} is ${latest.digest}`])],
      `${from}, at its pinned digest, leads to ${to}`,
    ];
  }

  #count({ of, downstreamOf, upstreamOf, minimum, maximum }: Extract<GraphRule, { kind: 'count' }>): Said {
    const { nodes, edges } = this.#graph;
    const sets = [
      ...(downstreamOf === null ? [] : [this.#reached(downstreamOf, 'downstream')]),
      ...(upstreamOf === null ? [] : [this.#reached(upstreamOf, 'upstream')]),
    ];
    const isIn = (index: number): boolean => sets.every((set) => set.has(index));
    const wanted = of === 'artifacts' ? 'artifact' : 'job';
    const count =
      of === 'links'
        ? edges.filter(({ from, to }) => isIn(from) && isIn(to)).length
        : nodes.filter(({ type }, index) => type === wanted && isIn(index)).length;
    const isWithin = (minimum === null || count >= minimum) && (maximum === null || count <= maximum);
    const words = `${count} ${of}; ${minimum ?? 0} to ${maximum ?? 'any number'} are promised`;
    return [isWithin ? [] : [words], words];
  }

  #reached(from: string, direction: 'downstream' | 'upstream', maxHops?: number): ReadonlySet<number> {
    return new Set(traverse(this.#graph, this.#find(from), direction, maxHops).nodes);
  }

  #find(name: string): number {
    const found = this.#graph.nodes.flatMap((node, index) =>
      this.#namesOf(node).includes(name) ? [index] : [],
    );
    if (found.length === 1) return found[0]!;
    throw new Unknown(
      found.length === 0 ? `the graph has no node ${name}` : `several nodes are called ${name}`,
    );
  }

  #namesOf(node: GraphNode): readonly string[] {
    if (node.type === 'artifact' || node.type === 'snapshot') {
      const view = this.#workspace.artifacts.get(node.artifactId);
      return view === undefined ? [] : [view.name, ...view.names.map((each) => each.name)];
    }
    const job = this.#workspace.jobs.get(node.jobId)?.job;
    return job === undefined ? [] : [job.name];
  }

  #name(index: number): string {
    return this.#namesOf(this.#graph.nodes[index]!)[0] ?? this.#graph.nodes[index]!.key;
  }
}
