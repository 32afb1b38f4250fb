import { seededRandom } from '../../src/lib/random';
import { buildGraph } from '../../src/lineage/buildGraph';
import type { LineageGraph } from '../../src/lineage/graph';
import type { Job, JobId, Observation } from '../../src/lineage/records';
import { closureOf } from '../../src/lineage/traverse';
import type { Artifact, ArtifactId } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';
import { secondsOf, type Case } from '../case';

const pairCount = 50_000;
const time = timestampFromMilliseconds(Date.UTC(2026, 0, 1));

/** 50,000 artifacts and as many jobs: each job reads two artifacts of the thousand before it and writes one. */
function generateLineage(): LineageGraph {
  const random = seededRandom(7);
  const artifacts: Artifact[] = [];
  const jobs: Job[] = [];
  const observations: Observation[] = [];
  const observe = (role: 'input' | 'output', job: number, artifact: number): void => {
    observations.push({
      id: String(observations.length),
      role,
      jobId: String(job) as JobId,
      runId: null,
      artifactId: String(artifact) as ArtifactId,
      snapshotId: null,
      origin: 'observed',
      source: 'bench',
      eventTime: time,
      recordedAt: time,
      columns: null,
    });
  };
  for (let index = 0; index < pairCount; index++) {
    artifacts.push({ id: String(index) as ArtifactId, kind: 'dataset', createdAt: time });
    jobs.push({
      id: String(index) as JobId,
      namespace: 'bench',
      name: String(index),
      description: null,
      createdAt: time,
    });
    for (let input = 0; input < 2; input++) {
      observe('input', index, Math.max(0, index - 1 - Math.floor(random() * 1000)));
    }
    observe('output', index, index);
  }
  return buildGraph('definition', {
    artifacts,
    snapshots: [],
    jobs,
    runs: [],
    observations,
    derivations: [],
  });
}

let graph: LineageGraph | null = null;

const traversal: Case = {
  name: 'ancestors and descendants, 100,000 nodes, 150,000 edges',
  goal: 16,
  unit: 'ms',
  prepare: async () => {
    graph = generateLineage();
  },
  async ours() {
    const whole = graph;
    if (whole === null) throw new Error('There is no graph yet.');
    const middle = whole.indexOf.get(`artifact:${pairCount / 2}` as const);
    return 1000 * (await secondsOf(async () => closureOf(whole, middle ?? -1)));
  },
  peers: [],
};

export default traversal;
