import type { GraphKind, LineageGraph } from '../../src/lineage/graph';
import type { Job, JobId, Observation, Run, RunId } from '../../src/lineage/records';
import type { Artifact, ArtifactId, Snapshot, SnapshotId } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';

export const time = (second: number) => timestampFromMilliseconds(Date.UTC(2026, 0, 1) + second * 1000);

export const artifact = (id: string): Artifact => ({
  id: id as ArtifactId,
  kind: 'dataset',
  createdAt: time(0),
});

export const snapshot = (artifactId: string, sequence: number): Snapshot => ({
  id: `${artifactId}@${sequence}` as SnapshotId,
  artifactId: artifactId as ArtifactId,
  sequence,
  content: 'unknown',
  digest: null,
  md5: null,
  byteLength: null,
  format: null,
  readingKey: null,
  parents: [],
  source: { kind: 'manual' },
  createdAt: time(0),
});

export const job = (id: string): Job => ({
  id: id as JobId,
  namespace: 'n',
  name: id,
  description: null,
  createdAt: time(0),
});

export const run = (jobId: string, id: string): Run => ({
  id: id as RunId,
  jobId: jobId as JobId,
  state: 'completed',
  startedAt: null,
  endedAt: null,
  parameters: {},
  metrics: {},
  codeVersion: null,
  environment: null,
  seed: null,
  parentRunId: null,
  actor: null,
  recordedAt: time(0),
});

/** `artifact` or `artifact@sequence`, `job` or `job#run`. */
export function observation(
  id: string,
  data: string,
  role: 'input' | 'output',
  process: string,
  more: Partial<Observation> = {},
): Observation {
  const [artifactId = ''] = data.split('@');
  const [jobId = ''] = process.split('#');
  return {
    id,
    role,
    jobId: jobId as JobId,
    runId: process.includes('#') ? (process as RunId) : null,
    artifactId: artifactId as ArtifactId,
    snapshotId: data.includes('@') ? (data as SnapshotId) : null,
    origin: 'observed',
    source: 'test',
    eventTime: time(0),
    recordedAt: time(0),
    columns: null,
    ...more,
  };
}

/** A graph of any shape for what heeds only indexes: nodes are artifacts `0`, `1`, …; edges are as given. */
export function graphOf(nodeCount: number, pairs: readonly (readonly [number, number])[]): LineageGraph {
  const nodes = Array.from({ length: nodeCount }, (_, index) => ({
    key: `artifact:${index}` as const,
    type: 'artifact' as const,
    artifactId: `${index}` as ArtifactId,
    kind: 'dataset' as const,
  }));
  const outgoing: number[][] = nodes.map(() => []);
  const incoming: number[][] = nodes.map(() => []);
  pairs.forEach(([from, to], index) => {
    outgoing[from]?.push(index);
    incoming[to]?.push(index);
  });
  return {
    kind: 'definition' satisfies GraphKind,
    nodes,
    edges: pairs.map(([from, to]) => ({
      from,
      to,
      origins: ['observed'],
      firstSeen: time(0),
      lastSeen: time(0),
      observationIds: [],
    })),
    indexOf: new Map(nodes.map((node, index) => [node.key, index])),
    outgoing,
    incoming,
  };
}
