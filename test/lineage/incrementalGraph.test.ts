import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listChange } from '../../src/lib/listChange';
import { runAtOnce } from '../../src/lib/steps';
import { buildGraph } from '../../src/lineage/buildGraph';
import type { Derivation, GraphKind, LineageGraph } from '../../src/lineage/graph';
import { IncrementalGraph, type ListedRecords } from '../../src/lineage/incrementalGraph';
import type { Job, Observation, Run } from '../../src/lineage/records';
import type { Artifact, Snapshot } from '../../src/versioning/records';
import { artifact, job, observation, run, snapshot, time } from './graphs';

/** The records with lists of their own kinds. */
interface Lists extends ListedRecords {
  readonly artifacts: readonly Artifact[];
  readonly snapshots: readonly Snapshot[];
  readonly jobs: readonly Job[];
  readonly runs: readonly Run[];
}

const none: Lists = { artifacts: [], snapshots: [], jobs: [], runs: [], observations: [], derivations: [] };

function kept(kind: GraphKind, records: Lists): { readonly graph: IncrementalGraph; records: Lists } {
  const graph = new IncrementalGraph(kind);
  runAtOnce(graph.fill(records));
  return { graph, records };
}

function change(to: ReturnType<typeof kept>, records: Lists): void {
  const before = to.records;
  to.graph.change(
    {
      artifacts: listChange(before.artifacts, records.artifacts),
      snapshots: listChange(before.snapshots, records.snapshots),
      jobs: listChange(before.jobs, records.jobs),
      runs: listChange(before.runs, records.runs),
      observations: listChange(before.observations, records.observations),
    },
    records.observations,
  );
  to.records = records;
}

describe('a graph that is kept', () => {
  const start: Lists = {
    artifacts: [artifact('a'), artifact('b')],
    snapshots: [snapshot('a', 1), snapshot('b', 1)],
    jobs: [job('j')],
    runs: [run('j', 'j#1')],
    observations: [observation('1', 'a@1', 'input', 'j#1'), observation('2', 'b@1', 'output', 'j#1')],
    derivations: [],
  };

  it('is the same graph where what changed is not drawn', () => {
    const own = kept('version', start);
    const before = own.graph.graph(start);
    const after = { ...start, runs: [{ ...start.runs[0]!, state: 'failed' as const }] };
    change(own, after);
    expect(own.graph.graph(after)).toBe(before);
  });

  it('is put together in steps, its edges too, and is whole after the last', () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => index);
    const many: Lists = {
      ...start,
      runs: numbers.map((index) => run('j', `j#${index}`)),
      observations: numbers.map((index) => observation(`${index}`, 'a@1', 'input', `j#${index}`)),
    };
    const graph = new IncrementalGraph('version');
    const steps = graph.fill(many);
    let count = 0;
    while (!steps.next().done) count += 1;
    // Artifacts, jobs and versions 1 each, runs and links 5 each; then nodes 1, their indexes 5, links 1, edges 5, ends 2, all 1.
    expect(count).toBe(1 + 1 + 1 + 5 + 5 + 1 + 5 + 1 + 5 + 2 + 1);
    const whole = graph.graph(many);
    expect(whole.edges).toHaveLength(5000);
    expect(graph.graph(many)).toBe(whole);
  });

  it('draws a new run with its links, and all else is the same objects', () => {
    const own = kept('version', start);
    const before = own.graph.graph(start);
    const after: Lists = {
      ...start,
      runs: [...start.runs, run('j', 'j#2')],
      observations: [...start.observations, observation('3', 'a@1', 'input', 'j#2')],
    };
    change(own, after);
    const graph = own.graph.graph(after);
    expect(graph.nodes.map(({ key }) => key)).toEqual(['snapshot:a@1', 'snapshot:b@1', 'run:j#1', 'run:j#2']);
    expect(graph.edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 1],
      [0, 3],
    ]);
    expect(graph.outgoing).toEqual([[0, 2], [], [1], []]);
    expect(before.edges.every((edge, at) => edge === graph.edges[at])).toBe(true);
    expect(before.nodes.every((node, at) => node === graph.nodes[at])).toBe(true);
    // What was given out before has not changed.
    expect(before.outgoing).toEqual([[0], [], [1]]);
    expect(before.nodes).toHaveLength(3);
  });

  it('has the next edge where the first of two that were said of it is taken back', () => {
    const all: Lists = {
      ...start,
      observations: [
        observation('1', 'a@1', 'input', 'j#1', { eventTime: time(1) }),
        observation('2', 'b@1', 'output', 'j#1'),
        observation('3', 'a@1', 'input', 'j#1', { eventTime: time(2) }),
      ],
    };
    const own = kept('version', all);
    own.graph.graph(all);
    const after = { ...all, observations: all.observations.slice(1) };
    change(own, after);
    // It comes after the other one now: its first observation does.
    expect(own.graph.graph(after).edges.map(({ observationIds }) => observationIds)).toEqual([['2'], ['3']]);
  });
});

describe('after any sequence of changes', () => {
  const artifactIds = ['a', 'b', 'c'];
  const jobIds = ['j', 'k'];
  const versions = artifactIds.flatMap((id) => [1, 2, 3].map((sequence) => snapshot(id, sequence)));
  const executions = jobIds.flatMap((id) => [1, 2, 3].map((number) => run(id, `${id}#${number}`)));
  const said = fc.record({
    data: fc.constantFrom(...artifactIds, ...versions.map(({ id }) => id)),
    process: fc.constantFrom(...jobIds, ...executions.map(({ id }) => id)),
    role: fc.constantFrom('input' as const, 'output' as const),
    second: fc.nat(9),
  });
  /** Which records there are: bits for each, and which of the observations, so that any may come, go and come back. */
  const derivations = [
    [0, 1],
    [1, 0],
    [0, 1],
  ].map(([from, to], at): Derivation => ({
    from: artifact(artifactIds[from!]!).id,
    to: artifact(artifactIds[to!]!).id,
    way: 'renamed',
    origin: at === 0 ? 'declared' : 'observed',
    eventTime: time(at),
    columns: [],
  }));
  const state = fc.record({
    artifacts: fc.subarray(
      artifactIds.flatMap((id) => [artifact(id), { ...artifact(id), kind: 'model' as const }]),
    ),
    snapshots: fc.subarray(versions),
    jobs: fc.subarray(jobIds.map(job)),
    runs: fc.subarray(executions),
    said: fc.subarray(Array.from({ length: 12 }, (_, index) => index)),
    derivations: fc.constantFrom<readonly Derivation[]>([], derivations.slice(0, 1), derivations),
    isListed: fc.boolean(),
  });

  it.each(['definition', 'version'] as const)(
    'the kept %s graph is the one that is built, and shares with the last what is the same',
    (kind) => {
      fc.assert(
        fc.property(
          fc.array(said, { minLength: 12, maxLength: 12 }),
          fc.array(state, { minLength: 1, maxLength: 8 }),
          (all, states) => {
            const observations = all.map(({ data, process, role, second }, at): Observation =>
              observation(`o${at}`, data, role, process, { eventTime: time(second) }),
            );
            const own = kept(kind, none);
            let last: LineageGraph | null = null;
            for (const { isListed, said: indexes, artifacts, ...records } of states) {
              const next: Lists = {
                ...records,
                artifacts: artifacts.filter(({ id }, at) => artifacts[at + 1]?.id !== id),
                observations: indexes.map((index) => observations[index]!),
              };
              change(own, next);
              // Not every change is looked at.
              if (!isListed) {
                last = null;
                continue;
              }
              const graph = own.graph.graph(next);
              expect(graph).toEqual(buildGraph(kind, next));
              if (last) expectShared(last, graph);
              last = graph;
            }
          },
        ),
        { numRuns: 400 },
      );
    },
  );

  it('and a graph that is filled at once is the one that is built', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 20 }), state, (all, { artifacts, ...records }) => {
        const whole: Lists = {
          ...records,
          artifacts: artifacts.filter(({ id }, at) => artifacts[at + 1]?.id !== id),
          observations: all.map(({ data, process, role }, at) => observation(`o${at}`, data, role, process)),
        };
        for (const kind of ['definition', 'version'] as const)
          expect(kept(kind, whole).graph.graph(whole)).toEqual(buildGraph(kind, whole));
      }),
    );
  });
});

function expectShared(last: LineageGraph, next: LineageGraph): void {
  for (const node of next.nodes) {
    const before = last.nodes[last.indexOf.get(node.key) ?? -1];
    if (before !== undefined && before !== node) expect(before).not.toEqual(node);
  }
  const edges = new Map(last.edges.map((edge) => [`${edge.from} ${edge.to}`, edge]));
  for (const edge of next.edges) {
    const before = edges.get(`${edge.from} ${edge.to}`);
    const isOfSameNodes =
      last.nodes[edge.from]?.key === next.nodes[edge.from]?.key &&
      last.nodes[edge.to]?.key === next.nodes[edge.to]?.key;
    if (before && isOfSameNodes && before !== edge) expect(before).not.toEqual(edge);
  }
}
