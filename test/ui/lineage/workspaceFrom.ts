import { buildGraph } from '../../../src/lineage/buildGraph';
import type { GraphKind, LineageGraph } from '../../../src/lineage/graph';
import type { Job, JobId, Observation, Origin, Run, RunId, RunState } from '../../../src/lineage/records';
import type {
  ArtifactView,
  JobView,
  RunView,
  SnapshotView,
  Workspace,
} from '../../../src/operations/core/workspace';
import type { ColumnSchema } from '../../../src/table/schema';
import type { Digest } from '../../../src/versioning/digest';
import type { ArtifactId, ArtifactKind, SnapshotId } from '../../../src/versioning/records';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { noReleases } from '../noReleases';

/** A workspace in a few words, for tests of what is drawn from it. */
export interface WorkspacePlan {
  readonly artifacts: readonly {
    readonly name: string;
    readonly kind: ArtifactKind;
    /** Rows of each version; null for what is not a table. */
    readonly versions: readonly (number | null)[];
  }[];
  readonly runs: readonly {
    readonly job: string;
    readonly state?: RunState;
    /** `trips@2`: the second version; `trips`: the artifact, its version not known. */
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly metrics?: Readonly<Record<string, number>>;
    readonly origin?: Origin;
    readonly actor?: string;
    readonly codeVersion?: string;
  }[];
}

const start = Date.UTC(2026, 0, 5, 8);
const dayMs = 86_400_000;
const columns: readonly ColumnSchema[] = [
  { name: 'trip_id', type: 'integer', nullable: false },
  { name: 'started_at', type: 'timestamp', nullable: false },
  { name: 'fare', type: 'number', nullable: true },
];

export function workspaceFrom(plan: WorkspacePlan): Workspace {
  const artifacts = new Map<ArtifactId, ArtifactView>();
  const snapshots = new Map<SnapshotId, SnapshotView>();
  const jobs = new Map<JobId, JobView>();
  const runs = new Map<RunId, RunView>();
  const observations: Observation[] = [];

  for (const { name, kind, versions } of plan.artifacts) {
    const id = name as ArtifactId;
    const views = versions.map((rowCount, place) => snapshotView(id, place + 1, rowCount));
    for (const view of views) snapshots.set(view.snapshot.id, view);
    artifacts.set(id, {
      artifact: { id, kind, createdAt: timestampFromMilliseconds(start) },
      namespace: 'bike-share',
      name,
      names: [{ namespace: 'bike-share', name }],
      snapshots: views,
      contracts: [],
      waivers: [],
      claims: [],
      ...noReleases,
    });
  }
  plan.runs.forEach((planned, place) => {
    const jobId = planned.job as JobId;
    const job: Job = jobs.get(jobId)?.job ?? {
      id: jobId,
      namespace: 'bike-share',
      name: planned.job,
      description: null,
      createdAt: timestampFromMilliseconds(start),
    };
    const startedAtMs = start + place * dayMs;
    const run: Run = {
      id: `${(0x4f2c + place * 0x101).toString(16)}-${planned.job}` as RunId,
      jobId,
      state: planned.state ?? 'completed',
      startedAt: timestampFromMilliseconds(startedAtMs),
      endedAt: timestampFromMilliseconds(startedAtMs + 72_000),
      parameters: { threshold: 0.5, columns: ['fare', 'distance'] },
      metrics: planned.metrics ?? {},
      codeVersion: planned.codeVersion ?? '9a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
      environment: 'python 3.12',
      seed: 7,
      parentRunId: null,
      actor: planned.actor ?? 'Ana',
      recordedAt: timestampFromMilliseconds(startedAtMs + 80_000),
    };
    const observe = (role: 'input' | 'output', text: string): Observation => {
      const [name = '', version] = text.split('@');
      return {
        id: `${run.id} ${role} ${text}`,
        role,
        jobId,
        runId: run.id,
        artifactId: name as ArtifactId,
        snapshotId: version === undefined ? null : (`${name}@${version}` as SnapshotId),
        origin: planned.origin ?? 'observed',
        source: 'test',
        eventTime: timestampFromMilliseconds(startedAtMs),
        recordedAt: timestampFromMilliseconds(startedAtMs),
        columns: null,
      };
    };
    const view: RunView = {
      run,
      job,
      inputs: planned.inputs.map((text) => observe('input', text)),
      outputs: planned.outputs.map((text) => observe('output', text)),
      durationMs: 72_000,
      time: timestampFromMilliseconds(startedAtMs),
    };
    runs.set(run.id, view);
    jobs.set(jobId, { job, runs: [...(jobs.get(jobId)?.runs ?? []), view], claims: [] });
    observations.push(...view.inputs, ...view.outputs);
  });

  const graphs = new Map<GraphKind, LineageGraph>();
  return {
    artifacts,
    snapshots,
    jobs,
    runs,
    observations,
    derivations: [],
    decisions: [],
    manifests: new Map(),
    graph: (kind) => {
      const known = graphs.get(kind);
      if (known) return known;
      const graph = buildGraph(kind, {
        artifacts: [...artifacts.values()].map((view) => view.artifact),
        snapshots: [...snapshots.values()].map((view) => view.snapshot),
        jobs: [...jobs.values()].map((view) => view.job),
        runs: [...runs.values()].map((view) => view.run),
        observations,
        derivations: [],
      });
      graphs.set(kind, graph);
      return graph;
    },
    artifactNamed: (_, name) => artifacts.get(name as ArtifactId),
    auditSequence: 1,
    unreadable: [],
  };
}

function snapshotView(artifactId: ArtifactId, sequence: number, rowCount: number | null): SnapshotView {
  const digest = hexOf(`${artifactId} ${sequence}`) as Digest;
  return {
    artifactId,
    aliases: [],
    snapshot: {
      id: `${artifactId}@${sequence}` as SnapshotId,
      artifactId,
      sequence,
      content: 'file',
      digest,
      md5: null,
      byteLength: (rowCount ?? 40_000) * 42,
      format: rowCount === null ? 'binary' : 'csv',
      readingKey: rowCount === null ? null : `reading ${artifactId} ${sequence}`,
      parents: sequence === 1 ? [] : [`${artifactId}@${sequence - 1}` as SnapshotId],
      source: { kind: 'drop', path: `${artifactId}.csv`, lastModified: null },
      createdAt: timestampFromMilliseconds(start + sequence * 30 * dayMs),
    },
    reading:
      rowCount === null
        ? null
        : {
            key: `reading ${artifactId} ${sequence}`,
            digest,
            format: 'csv',
            options: { skipBadRows: false, delimiter: null, hasHeader: null },
            readerVersion: 1,
            rowCount,
            columns:
              sequence > 1 ? [...columns, { name: 'surge', type: 'boolean', nullable: false }] : columns,
            logicalDigest: hexOf(`logical ${artifactId} ${sequence}`) as Digest,
            orderedRowDigest: hexOf(`ordered ${artifactId} ${sequence}`) as Digest,
            prefix: null,
            warnings: [],
          },
    failedReading: null,
    readings: [],
    message: sequence === 1 ? null : 'Monthly export',
    semanticVersion: {
      version: `${sequence}.0.0`,
      isSuggested: true,
      reasons: sequence === 1 ? ['The first version'] : ['1,204 rows added', 'Column surge added'],
    },
    licence: null,
    tags: [],
    code: [],
    owner: null,
    bytes: { kind: 'nowhere' },
    verdict: null,
    isPinned: false,
    incident: null,
    acknowledgements: [],
    personalData: [],
    leakage: [],
    foundLicences: [],
    objectives: [],
    isClaimed: false,
  };
}

/** 64 hexadecimal digits that differ from text to text; no digest. */
function hexOf(text: string): string {
  let hash = 0x811c9dc5;
  let hex = '';
  for (let round = 0; hex.length < 64; round += 1) {
    for (const character of `${round}${text}`)
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    hex += hash.toString(16).padStart(8, '0');
  }
  return hex;
}
