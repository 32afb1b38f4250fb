import type { Decision, JobId, Reference } from '../../lineage/records';
import type { ArtifactId } from '../../versioning/records';
import { type ChangeWriter, Refusal } from '../core/commitChange';
import { type JoinedArtifact, readJoined } from '../core/joinedArtifact';
import { type JoinedJob, readJoinedJob } from '../core/joinedJob';
import type { OperationPorts } from '../core/ports';

/** What a person can merge, split, rename and delete. */
export type Thing =
  { readonly is: 'artifact'; readonly id: ArtifactId } | { readonly is: 'job'; readonly id: JobId };

/** The artifact as people see it; refuses where it is not there. */
export async function artifactOf({ live }: ChangeWriter, id: ArtifactId): Promise<JoinedArtifact> {
  const artifact = await readJoined(live, id);
  if (!artifact)
    throw new Refusal({ kind: 'notFound', message: `The artifact ${id} is not there any more.` });
  return artifact;
}

/** The job as people see it; refuses where it is not there. */
export async function jobOf({ live }: ChangeWriter, id: JobId): Promise<JoinedJob> {
  const job = await readJoinedJob(live, id);
  if (!job) throw new Refusal({ kind: 'notFound', message: `The job ${id} is not there any more.` });
  return job;
}

/** Refuses with words that say why. */
export function refuse(message: string): never {
  throw new Refusal({ kind: 'invalidIdentity', message });
}

/** What decides of an artifact or a job. */
export type Said = Pick<Decision, 'says'> &
  Partial<
    Pick<
      Decision,
      | 'artifactId'
      | 'otherArtifactId'
      | 'jobId'
      | 'otherJobId'
      | 'name'
      | 'snapshotId'
      | 'tag'
      | 'finding'
      | 'reason'
    >
  >;

/** A decision of this change. */
export function decision(ports: OperationPorts, { now }: ChangeWriter, said: Said): Decision {
  const none = { artifactId: null, otherArtifactId: null, jobId: null, otherJobId: null, name: null };
  return { ...none, ...said, id: ports.newId(), actor: ports.actor, recordedAt: now };
}

/** Decisions of a change under way as they will be once they are written. */
export function asLatest(said: readonly Decision[]): readonly Decision[] {
  return said.map((each) => ({ ...each, change: Number.MAX_SAFE_INTEGER }));
}

/** A name as one text, no two alike. */
export function keyOfName({ namespace, name }: Reference): string {
  return JSON.stringify([namespace, name]);
}

/** Names in words: `a, b and 3 more`. */
export function namesInWords(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
