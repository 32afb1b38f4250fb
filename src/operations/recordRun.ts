import type { Json } from '../lib/json';
import { err, type Result } from '../lib/result';
import type { Observation, Origin, Run, RunId } from '../lineage/records';
import type { ArtifactId, SnapshotId } from '../versioning/records';
import { commitWrittenChange, Refusal } from './commitChange';
import { findOrAddJob } from './findOrAddJob';
import { readLiveRecords, type LiveRecords } from './loadWorkspace';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import type { RunDraft } from './runDraft';
import { refuseRunCycle } from './versionCycle';
import { readWithdrawn } from './withdrawals';

/**
 * Records a run; refused where it would put a snapshot before itself. `origin` is `observed` where the run itself said
 * what it read and wrote, `manual` where a person fills it in.
 */
export async function recordRun(
  ports: OperationPorts,
  draft: RunDraft,
  origin: Extract<Origin, 'manual' | 'observed'> = 'manual',
): Promise<Result<Change<RunId>, OperationFailure>> {
  const fault = findFault(draft);
  if (fault) return err(fault);
  return commitWrittenChange(ports, async (change) => {
    const records = await readLiveRecords(change.transaction);
    const links = [
      ...draft.inputs.map((link) => ({ ...link, role: 'input' as const })),
      ...draft.outputs.map((link) => ({ ...link, role: 'output' as const })),
    ];
    for (const link of links) refuseMissing(records, link);
    const name = draft.job.name.trim();
    const withdrawn = await readWithdrawn(change.transaction);
    const job = await findOrAddJob(ports, change, withdrawn, draft.job.namespace, name);
    const { inputs: _inputs, outputs: _outputs, job: _job, ...facts } = draft;
    const run: Run = {
      ...facts,
      id: ports.newId() as RunId,
      jobId: job.id,
      parentRunId: null,
      recordedAt: change.now,
    };
    const observations = links.map((link): Observation => ({
      ...link,
      id: ports.newId(),
      jobId: job.id,
      runId: run.id,
      origin,
      source: draft.actor ?? ports.actor,
      eventTime: draft.endedAt ?? draft.startedAt ?? change.now,
      recordedAt: change.now,
      columns: null,
    }));
    refuseRunCycle({ ...records, jobs: [...records.jobs, job] }, run, observations);
    await change.add('runs', [run]);
    await change.add('observations', observations);
    const digests = new Map(records.snapshots.map((snapshot) => [snapshot.id, snapshot.digest]));
    const described = (role: Observation['role']): Json =>
      links
        .filter((link) => link.role === role)
        .map(({ artifactId, snapshotId }) => ({
          artifactId,
          snapshotId,
          digest: snapshotId === null ? null : (digests.get(snapshotId) ?? null),
        }));
    return {
      value: run.id,
      audit: {
        action: 'recordRun',
        subject: name,
        detail: {
          ...facts,
          runId: run.id,
          jobId: job.id,
          inputs: described('input'),
          outputs: described('output'),
        },
      },
    };
  });
}

/** The first field that no run can have so. */
function findFault(draft: RunDraft): OperationFailure | null {
  const invalid = (field: string, message: string): OperationFailure => ({
    kind: 'invalidRun',
    field,
    message,
  });
  if (draft.job.name.trim() === '') return invalid('job', 'A run needs the name of its job.');
  if (draft.startedAt !== null && draft.endedAt !== null && draft.endedAt < draft.startedAt) {
    return invalid('endedAt', 'The run ends before it starts.');
  }
  const infinite = Object.entries(draft.metrics).find(([, value]) => !Number.isFinite(value));
  if (infinite) return invalid('metrics', `The metric ${infinite[0]} is not a finite number.`);
  if (draft.seed !== null && !Number.isFinite(draft.seed))
    return invalid('seed', 'The seed is not a number.');
  return null;
}

function refuseMissing(
  records: LiveRecords,
  { artifactId, snapshotId }: { readonly artifactId: ArtifactId; readonly snapshotId: SnapshotId | null },
): void {
  const isThere =
    snapshotId === null
      ? records.artifacts.some((artifact) => artifact.id === artifactId)
      : records.snapshots.some(
          (snapshot) => snapshot.id === snapshotId && snapshot.artifactId === artifactId,
        );
  if (isThere) return;
  const message = `${snapshotId === null ? `The artifact ${artifactId}` : `The snapshot ${snapshotId}`} is not there any more.`;
  throw new Refusal({ kind: 'notFound', message });
}
