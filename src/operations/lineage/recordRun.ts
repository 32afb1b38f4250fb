import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { Observation, Origin, Run, RunId } from '../../lineage/records';
import type { Digest } from '../../versioning/digest';
import type { SnapshotId } from '../../versioning/records';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { findOrAddJob } from './findOrAddJob';
import { readLiveRecords } from '../core/liveRecords';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { LinkDraft, RunDraft } from './runDraft';
import type { LiveTransaction } from '../core/liveTransaction';
import { refuseRunCycle } from './versionCycle';
import { faultOfRange } from './versionRange';

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
    const { live } = change;
    const links: Link[] = [
      ...draft.inputs.map((link) => ({ ...link, role: 'input' as const })),
      ...draft.outputs.map((link) => ({ ...link, role: 'output' as const })),
    ];
    const digests = await digestsOf(live, links);
    const name = draft.job.name.trim();
    const job = await findOrAddJob(ports, change, draft.job.namespace, name);
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
    if (await mayCloseCycle(live, links)) {
      const records = await readLiveRecords(change.raw);
      refuseRunCycle({ ...records, jobs: [...records.jobs, job] }, run, observations);
    }
    await change.add('runs', [run]);
    await change.add('observations', observations);
    const described = (role: Observation['role']): Json =>
      links
        .filter((link) => link.role === role)
        .map(({ artifactId, snapshotId, requested }) => ({
          artifactId,
          snapshotId,
          ...(requested === undefined ? {} : { requested }),
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
  for (const { requested } of [...draft.inputs, ...draft.outputs]) {
    const fault = requested === undefined ? null : faultOfRange(requested);
    if (fault !== null) return invalid('inputs', fault);
  }
  const infinite = Object.entries(draft.metrics).find(([, value]) => !Number.isFinite(value));
  if (infinite) return invalid('metrics', `The metric ${infinite[0]} is not a finite number.`);
  if (draft.seed !== null && !Number.isFinite(draft.seed))
    return invalid('seed', 'The seed is not a number.');
  return null;
}

interface Link extends LinkDraft {
  readonly role: Observation['role'];
}

/** The digests of the snapshots that are linked. Refuses where one of them, or an artifact, is not there. */
async function digestsOf(
  live: LiveTransaction,
  links: readonly Link[],
): Promise<ReadonlyMap<SnapshotId, Digest | null>> {
  const digests = new Map<SnapshotId, Digest | null>();
  for (const { artifactId, snapshotId } of links) {
    const artifact = await live.get('artifacts', artifactId);
    if (!artifact) throw missing(`The artifact ${artifactId}`);
    if (snapshotId === null) continue;
    const snapshot = await live.get('snapshots', snapshotId);
    if (snapshot?.artifactId !== artifactId) throw missing(`The snapshot ${snapshotId}`);
    digests.set(snapshotId, snapshot.digest);
  }
  return digests;
}

function missing(what: string): Refusal {
  return new Refusal({ kind: 'notFound', message: `${what} is not there any more.` });
}

/** Whether an output was read by any run yet, or is read by this one: else nothing leads back to its inputs. */
async function mayCloseCycle(live: LiveTransaction, links: readonly Link[]): Promise<boolean> {
  const inputs = new Set(links.filter(({ role }) => role === 'input').map(({ snapshotId }) => snapshotId));
  for (const { role, snapshotId } of links) {
    if (role === 'input' || snapshotId === null) continue;
    if (inputs.has(snapshotId)) return true;
    const observations = await live.where('observations', 'snapshotId', snapshotId);
    if (observations.some((observation) => observation.role === 'input')) return true;
  }
  return false;
}
