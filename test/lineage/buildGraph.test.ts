import { describe, expect, it } from 'vitest';
import { buildGraph, type GraphRecords } from '../../src/lineage/buildGraph';
import type { LineageGraph } from '../../src/lineage/graph';
import { artifact, job, observation, run, snapshot, time } from './graphs';

const records = (more: Partial<GraphRecords>): GraphRecords => ({
  artifacts: [],
  snapshots: [],
  jobs: [],
  runs: [],
  observations: [],
  derivations: [],
  ...more,
});

const nodesOf = ({ nodes }: LineageGraph) => nodes.map(({ key }) => key);
const edgesOf = ({ nodes, edges }: LineageGraph) =>
  edges.map(({ from, to }) => `${nodes[from]?.key} → ${nodes[to]?.key}`);

describe('buildGraph', () => {
  it('[L1] has a node for every record, linked or not', () => {
    const all = records({
      artifacts: [artifact('a')],
      snapshots: [snapshot('a', 1)],
      jobs: [job('j')],
      runs: [run('j', 'j#1')],
    });
    expect(nodesOf(buildGraph('definition', all))).toEqual(['artifact:a', 'job:j']);
    expect(nodesOf(buildGraph('version', all))).toEqual(['snapshot:a@1', 'run:j#1']);
  });

  it('[L1] has the versions of an artifact together, in their order', () => {
    const mixed = [10, 2, 1].flatMap((sequence) => [snapshot('b', sequence), snapshot('a', sequence)]);
    const graph = buildGraph(
      'version',
      records({ artifacts: [artifact('a'), artifact('b')], snapshots: mixed }),
    );
    expect(nodesOf(graph)).toEqual(
      ['a@1', 'a@2', 'a@10', 'b@1', 'b@2', 'b@10'].map((id) => `snapshot:${id}`),
    );
  });

  it('[L2] leads from inputs through the job to outputs', () => {
    const graph = buildGraph(
      'definition',
      records({
        artifacts: [artifact('a'), artifact('b')],
        jobs: [job('j')],
        observations: [observation('1', 'a', 'input', 'j'), observation('2', 'b', 'output', 'j')],
      }),
    );
    expect(edgesOf(graph)).toEqual(['artifact:a → job:j', 'job:j → artifact:b']);
    expect(graph.outgoing[graph.indexOf.get('job:j')!]).toEqual([1]);
    expect(graph.incoming[graph.indexOf.get('job:j')!]).toEqual([0]);
  });

  it('[L3] merges what several observations say: origins as a set, first and last seen by event time', () => {
    const graph = buildGraph(
      'definition',
      records({
        artifacts: [artifact('a')],
        jobs: [job('j')],
        observations: [
          observation('1', 'a', 'input', 'j#1', { eventTime: time(5) }),
          observation('2', 'a', 'input', 'j#2', { eventTime: time(3), origin: 'manual' }),
          observation('3', 'a', 'input', 'j#3', { eventTime: time(4) }),
        ],
      }),
    );
    expect(graph.edges).toEqual([
      {
        from: 0,
        to: 1,
        origins: ['observed', 'manual'],
        firstSeen: time(3),
        lastSeen: time(5),
        observationIds: ['1', '2', '3'],
      },
    ]);
  });

  it('[L4] has a cycle of two where a job reads and writes one artifact', () => {
    const graph = buildGraph(
      'definition',
      records({
        artifacts: [artifact('a')],
        jobs: [job('j')],
        observations: [observation('1', 'a', 'input', 'j'), observation('2', 'a', 'output', 'j')],
      }),
    );
    expect(edgesOf(graph)).toEqual(['artifact:a → job:j', 'job:j → artifact:a']);
  });

  it('[L5] links a run to the artifact where the version is not known, and a snapshot to the job where the run is not', () => {
    const graph = buildGraph(
      'version',
      records({
        artifacts: [artifact('a'), artifact('b'), artifact('c')],
        snapshots: [snapshot('a', 1), snapshot('b', 1), snapshot('c', 1)],
        jobs: [job('j')],
        runs: [run('j', 'j#1')],
        observations: [
          observation('1', 'a', 'input', 'j#1'),
          observation('2', 'b@1', 'output', 'j'),
          observation('3', 'c', 'input', 'j'),
        ],
      }),
    );
    // The third names neither a version nor a run: it is of the definition graph alone, and `c` is there as its snapshot.
    expect(nodesOf(graph)).toEqual([
      'artifact:a',
      'snapshot:a@1',
      'snapshot:b@1',
      'snapshot:c@1',
      'job:j',
      'run:j#1',
    ]);
    expect(edgesOf(graph)).toEqual(['artifact:a → run:j#1', 'job:j → snapshot:b@1']);
  });

  it('[L5] keeps an artifact without a snapshot and a job without a run in view', () => {
    const graph = buildGraph('version', records({ artifacts: [artifact('a')], jobs: [job('j')] }));
    expect(nodesOf(graph)).toEqual(['artifact:a', 'job:j']);
  });

  it('[L6] prefers the version that a run names to the artifact that an earlier event of it named', () => {
    const graph = buildGraph(
      'version',
      records({
        artifacts: [artifact('a')],
        snapshots: [snapshot('a', 1)],
        jobs: [job('j')],
        runs: [run('j', 'j#1'), run('j', 'j#2')],
        observations: [
          observation('1', 'a', 'output', 'j#1'),
          observation('2', 'a@1', 'output', 'j#1'),
          observation('3', 'a', 'input', 'j#2'),
        ],
      }),
    );
    expect(edgesOf(graph)).toEqual(['run:j#1 → snapshot:a@1', 'artifact:a → run:j#2']);
  });

  it('leaves out what refers to a record that is not in view', () => {
    const graph = buildGraph(
      'definition',
      records({ jobs: [job('j')], observations: [observation('1', 'gone', 'input', 'j')] }),
    );
    expect([graph.nodes.length, graph.edges.length]).toEqual([1, 0]);
  });
});
