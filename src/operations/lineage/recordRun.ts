import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { Observation, Origin, Run, RunId } from '../../lineage/records';
import type { SnapshotId } from '../../versioning/records';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { findOrAddJob } from './findOrAddJob';
import { readLiveRecords } from '../core/liveRecords';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { LinkDraft, RunDraft } from './runDraft';
import { readJoined } from '../core/joinedArtifact';
import { type JoinedVersion, readVersion } from '../core/joinedVersions';
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
    const links = await storedLinks(live, [
      ...draft.inputs.map((link) => ({ ...link, role: 'input' as const })),
      ...draft.outputs.map((link) => ({ ...link, role: 'output' as const })),
    ]);
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
    const observations = links.map(({ link }): Observation => ({
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
    return {
      value: run.id,
      audit: {
        action: 'recordRun',
        subject: name,
        detail: { ...facts, runId: run.id, jobId: job.id, ...describedLinks(links) },
      },
    };
  });
}

/** The links as the audit log names them, with the digests that their versions had. */
function describedLinks(links: readonly StoredLink[]): Readonly<Record<'inputs' | 'outputs', Json>> {
  const of = (role: Observation['role']): Json =>
    links
      .filter(({ link }) => link.role === role)
      .map(({ link: { artifactId, snapshotId, requested }, version }) => ({
        artifactId,
        snapshotId,
        ...(requested === undefined ? {} : { requested }),
        digest: version?.snapshot.digest ?? null,
      }));
  return { inputs: of('input'), outputs: of('output') };
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

/** A link as it is stored, and what is known of its version. */
interface StoredLink {
  readonly link: Link;
  readonly version: JoinedVersion | null;
}

/** The links, each under the artifact that its version is stored under. Refuses where one, or an artifact, is not there. */
async function storedLinks(live: LiveTransaction, links: readonly Link[]): Promise<readonly StoredLink[]> {
  const stored: StoredLink[] = [];
  for (const link of links) {
    const { artifactId, snapshotId } = link;
    const artifact = await readJoined(live, artifactId);
    if (!artifact) throw missing(`The artifact ${artifactId}`);
    const found = snapshotId === null ? null : await readVersion(live, snapshotId);
    if (snapshotId !== null && found?.artifact.artifact.id !== artifact.artifact.id)
      throw missing(`The snapshot ${snapshotId}`);
    const version = found?.version ?? null;
    stored.push({ link: { ...link, artifactId: version?.storedUnder ?? artifactId }, version });
  }
  return stored;
}

function missing(what: string): Refusal {
  return new Refusal({ kind: 'notFound', message: `${what} is not there any more.` });
}

/** Whether an output was read by any run yet, or is read by this one: else nothing leads back to its inputs. */
async function mayCloseCycle(live: LiveTransaction, links: readonly StoredLink[]): Promise<boolean> {
  const idsOf = (role: Observation['role']): SnapshotId[] =>
    links.flatMap(({ link, version }) => (link.role === role && version ? version.ids : []));
  const inputs = new Set(idsOf('input'));
  const outputs = idsOf('output');
  if (outputs.some((id) => inputs.has(id))) return true;
  const observations = await live.whereAny('observations', 'snapshotId', outputs);
  return observations.some(({ role }) => role === 'input');
}
