import { err, type Result } from '../../lib/result';
import type { GraphKind, NodeKey } from '../../lineage/graph';
import type { JobId, Observation, Run, RunId } from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { commitWrittenChange, Refusal, type ChangeWriter } from '../core/commitChange';
import { findOrAddJob } from './findOrAddJob';
import { readLiveRecords, type LiveRecords } from '../core/liveRecords';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { reconciled } from '../core/reconcileRecords';
import { recordNames } from '../core/recordNames';
import { refuseLinkCycle, refuseRunCycle } from './versionCycle';

/** The namespace of jobs that are made by drawing a line. */
export const manualNamespace = 'manual';

/** An end of a link: data, with or without a known version, or what works on it. */
type End =
  | { readonly is: 'data'; readonly artifactId: ArtifactId; readonly snapshotId: SnapshotId | null }
  | { readonly is: 'work'; readonly jobId: JobId; readonly runId: RunId | null };

/**
 * Links two nodes by hand. Data to data makes a job named `from → to`, and in the version graph a run of it; data to
 * a job or run adds an input, a job or run to data an output. Refused where a snapshot would precede itself; in the
 * definition graph cycles are allowed.
 */
export async function linkNodes(
  ports: OperationPorts,
  kind: GraphKind,
  from: NodeKey,
  to: NodeKey,
): Promise<Result<Change<void>, OperationFailure>> {
  if (from === to) return err({ kind: 'notLinkable', message: 'A node cannot be linked to itself.' });
  return commitWrittenChange(ports, async (change) => {
    const records = await readLiveRecords(change.raw);
    const [source, target] = [endOf(records, from), endOf(records, to)];
    const nameOf = recordNames(reconciled(records));
    const observations =
      source.is === 'data' && target.is === 'data'
        ? await joinData(ports, change, records, kind, [source, target])
        : [joinWork(ports, change, records, [source, target], [from, to])];
    await change.add('observations', observations);
    const subject = `${nameOf(from)} → ${nameOf(to)}`;
    return { value: undefined, audit: { action: 'link', subject, detail: { graph: kind, from, to } } };
  });
}

type DataEnd = Extract<End, { is: 'data' }>;

async function joinData(
  ports: OperationPorts,
  change: ChangeWriter,
  records: LiveRecords,
  kind: GraphKind,
  [source, target]: readonly [DataEnd, DataEnd],
): Promise<Observation[]> {
  const nameOf = recordNames(reconciled(records));
  const jobName = `${nameOf(`artifact:${source.artifactId}`)} → ${nameOf(`artifact:${target.artifactId}`)}`;
  const job = await findOrAddJob(ports, change, manualNamespace, jobName);
  const run: Run | null = kind === 'version' ? manualRun(ports, change, job.id) : null;
  const work = { jobId: job.id, runId: run?.id ?? null };
  const observations = [
    observe(ports, change, 'input', source, work),
    observe(ports, change, 'output', target, work),
  ];
  if (run) {
    refuseRunCycle({ ...records, jobs: [...records.jobs, job] }, run, observations);
    await change.add('runs', [run]);
  }
  return observations;
}

function joinWork(
  ports: OperationPorts,
  change: ChangeWriter,
  records: LiveRecords,
  [source, target]: readonly [End, End],
  [from, to]: readonly [NodeKey, NodeKey],
): Observation {
  refuseLinkCycle(records, from, to);
  if (source.is === 'data' && target.is === 'work') return observe(ports, change, 'input', source, target);
  if (source.is === 'work' && target.is === 'data') return observe(ports, change, 'output', target, source);
  throw new Refusal({
    kind: 'notLinkable',
    message: 'Jobs and runs are linked through what they read and write, not to each other.',
  });
}

function manualRun(ports: OperationPorts, change: ChangeWriter, jobId: JobId): Run {
  return {
    id: ports.newId() as RunId,
    jobId,
    state: 'unknown',
    startedAt: null,
    endedAt: null,
    parameters: {},
    metrics: {},
    codeVersion: null,
    environment: null,
    seed: null,
    parentRunId: null,
    actor: null,
    recordedAt: change.now,
  };
}

function observe(
  ports: OperationPorts,
  change: ChangeWriter,
  role: Observation['role'],
  data: { readonly artifactId: ArtifactId; readonly snapshotId: SnapshotId | null },
  work: { readonly jobId: JobId; readonly runId: RunId | null },
): Observation {
  return {
    id: ports.newId(),
    role,
    jobId: work.jobId,
    runId: work.runId,
    artifactId: data.artifactId,
    snapshotId: data.snapshotId,
    origin: 'manual',
    source: ports.actor,
    eventTime: change.now,
    recordedAt: change.now,
    columns: null,
  };
}

function endOf(records: LiveRecords, key: NodeKey): End {
  const colon = key.indexOf(':');
  const id = key.slice(colon + 1);
  switch (key.slice(0, colon)) {
    case 'artifact': {
      const artifact = records.artifacts.find((each) => each.id === id);
      if (artifact) return { is: 'data', artifactId: artifact.id, snapshotId: null };
      break;
    }
    case 'snapshot': {
      const snapshot = records.snapshots.find((each) => each.id === id);
      if (snapshot) return { is: 'data', artifactId: snapshot.artifactId, snapshotId: snapshot.id };
      break;
    }
    case 'job': {
      const job = records.jobs.find((each) => each.id === id);
      if (job) return { is: 'work', jobId: job.id, runId: null };
      break;
    }
    case 'run': {
      const run = records.runs.find((each) => each.id === id);
      if (run) return { is: 'work', jobId: run.jobId, runId: run.id };
      break;
    }
  }
  throw new Refusal({ kind: 'notFound', message: `${key} is not there any more.` });
}
