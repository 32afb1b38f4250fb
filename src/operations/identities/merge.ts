import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import type { JobId } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId } from '../../versioning/records';
import { kindNow } from '../core/artifactKind';
import { type AuditWords, type ChangeWriter, commitWrittenChange } from '../core/commitChange';
import { decisionsIn } from '../core/decisions';
import { byShownName, compareAge } from '../core/identities';
import { JobIdentities } from '../core/jobIdentities';
import { shownBinding, shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { artifactOf, asLatest, decision, jobOf, keyOfName, namesInWords, refuse, type Thing } from './thing';

/**
 * Makes others one with a thing, by its name and kind. Their versions, links, aliases and notes are those of the one from
 * here on, and what comes under any of their names is, too ([L54]).
 */
export async function merge(
  ports: OperationPorts,
  into: Thing,
  others: readonly string[],
): Promise<Result<Change<Thing>, OperationFailure>> {
  return commitWrittenChange(ports, (change) =>
    into.is === 'artifact'
      ? mergeArtifacts(ports, change, into.id, others as readonly ArtifactId[])
      : mergeJobs(ports, change, into.id, others as readonly JobId[]),
  );
}

/** What stands for all that are one now, and the words of the entry. */
interface Merged {
  readonly value: Thing;
  readonly audit: AuditWords;
}

async function mergeArtifacts(
  ports: OperationPorts,
  change: ChangeWriter,
  id: ArtifactId,
  others: readonly ArtifactId[],
): Promise<Merged> {
  const into = await artifactOf(change, id);
  const coming = new Map<ArtifactId, Awaited<ReturnType<typeof artifactOf>>>();
  for (const other of others) {
    const artifact = await artifactOf(change, other);
    if (artifact.artifact.id !== into.artifact.id) coming.set(artifact.artifact.id, artifact);
  }
  const all = [into, ...coming.values()];
  if (coming.size === 0) refuse('Choose another artifact to merge: this is one with itself already.');
  await change.add(
    'decisions',
    [...coming.keys()].map((otherArtifactId) =>
      decision(ports, change, { says: 'same', artifactId: into.artifact.id, otherArtifactId }),
    ),
  );
  const shown = shownBinding(into);
  const bindings = inOrderOfChange(all.flatMap((each) => each.bindings));
  const oldest = all.map(({ artifact }) => artifact).sort(compareAge)[0]!;
  const kind = kindNow(into.artifact, into.bindings);
  const isOtherKind = kindNow(oldest, bindings) !== kind;
  const last = bindings.toSorted(byShownName).at(-1);
  if (shown && (isOtherKind || !last || keyOfName(last) !== keyOfName(shown))) {
    const { namespace, name, artifactId } = shown;
    const bound = { namespace, name, artifactId, ...(isOtherKind && { kind }) };
    await change.add('bindings', [{ ...bound, id: ports.newId(), recordedAt: change.now }]);
  }
  const merged = [...coming.values()].map(shownName);
  const detail = { artifactId: into.artifact.id, merged: merged as Json };
  const subject = `${namesInWords(merged)} into ${shownName(into)}`;
  return { value: { is: 'artifact', id: oldest.id }, audit: { action: 'merge', subject, detail } };
}

async function mergeJobs(
  ports: OperationPorts,
  change: ChangeWriter,
  id: JobId,
  others: readonly JobId[],
): Promise<Merged> {
  const into = await jobOf(change, id);
  const coming = new Map<JobId, Awaited<ReturnType<typeof jobOf>>>();
  for (const other of others) {
    const job = await jobOf(change, other);
    if (job.job.id !== into.job.id) coming.set(job.job.id, job);
  }
  if (coming.size === 0) refuse('Choose another job to merge: this is one with itself already.');
  const said = [...coming.keys()].map((otherJobId) => ({
    says: 'same' as const,
    jobId: into.job.id,
    otherJobId,
  }));
  // The name is said whatever it would be by itself: which of two is the oldest may change with an undo.
  const named = { says: 'named' as const, jobId: into.job.id, name: into.shown };
  const decisions = [...said, named].map((each) => decision(ports, change, each));
  await change.add('decisions', decisions);
  const jobs = [into, ...coming.values()].flatMap((each) => each.jobs);
  const known = await decisionsIn(change.live);
  const standing = new JobIdentities(jobs, [...known, ...asLatest(decisions)]).rootOf(into.job.id);
  const merged = Array.from(coming.values(), ({ shown }) => shown.name);
  const detail = { jobId: into.job.id, merged: merged as Json };
  const subject = `${namesInWords(merged)} into ${into.shown.name}`;
  return { value: { is: 'job', id: standing }, audit: { action: 'merge', subject, detail } };
}
