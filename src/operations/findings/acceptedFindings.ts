import type { NodeKey } from '../../lineage/graph';
import type { JobId, Reference } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ActorId, ArtifactId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { Workspace } from '../core/workspace';
import type { Finding } from './finding';

/** Why a finding is all right, who said so and when. */
export interface Acceptance {
  readonly reason: string;
  readonly actor: ActorId;
  readonly at: Timestamp;
}

/** A finding with what a person said of it; null where nobody accepted it. */
export interface JudgedFinding extends Finding {
  readonly accepted: Acceptance | null;
}

/** The artifact or job that a finding is about; null where the workspace has none of its name. */
export type SubjectOf = (
  finding: Finding,
) => { readonly is: 'artifact'; readonly id: ArtifactId } | { readonly is: 'job'; readonly id: JobId } | null;

/** Findings with the last word that people said of each. What was joined with others since goes by what stands for them. */
export function judgedFindings(workspace: Workspace, findings: readonly Finding[]): readonly JudgedFinding[] {
  const accepted = acceptances(workspace);
  const subjectOf = findingSubjects(workspace);
  return findings.map((finding) => {
    const subject = accepted.size === 0 ? null : subjectOf(finding);
    const key = subject && keyOf(subject.id, finding);
    return { ...finding, accepted: (key === null ? null : accepted.get(key)) ?? null };
  });
}

/** Finds the subjects of findings: of jobs and artifacts with one name what the kind is about. */
export function findingSubjects(workspace: Workspace): SubjectOf {
  const jobs = jobsByName(workspace);
  return ({ kind, about, subject }) => {
    const job = jobs.get(nameKey(subject));
    const isOfJob = kind === 'undeclaredInput' || kind === 'unusedInput' || about === 'duration';
    const artifact = isOfJob ? undefined : workspace.artifactNamed(subject.namespace, subject.name);
    if (artifact) return { is: 'artifact', id: artifact.artifact.id };
    return job === undefined || !isOfJob ? null : { is: 'job', id: job };
  };
}

/** The artifacts and jobs that a finding is about: its subject, and the others. */
export function findingNodes(workspace: Workspace): (finding: Finding) => ReadonlySet<NodeKey> {
  const subjectOf = findingSubjects(workspace);
  const jobs = jobsByName(workspace);
  return (finding) => {
    const subject = subjectOf(finding);
    const keys = new Set<NodeKey>(subject ? [`${subject.is}:${subject.id}` as NodeKey] : []);
    for (const other of finding.others) {
      const artifact = workspace.artifactNamed(other.namespace, other.name);
      const job = jobs.get(nameKey(other));
      if (artifact) keys.add(`artifact:${artifact.artifact.id}`);
      else if (job !== undefined) keys.add(`job:${job}`);
    }
    return keys;
  };
}

function jobsByName({ jobs }: Workspace): ReadonlyMap<string, JobId> {
  return new Map([...jobs.values()].map(({ job }) => [nameKey(job), job.id]));
}

function nameKey({ namespace, name }: Reference): string {
  return JSON.stringify([namespace, name]);
}

function acceptances(workspace: Workspace): ReadonlyMap<string, Acceptance> {
  const rootOf = rootsOf(workspace);
  const latest = new Map<string, Acceptance>();
  for (const { says, artifactId, jobId, finding, reason, actor, recordedAt } of inOrderOfChange(
    workspace.decisions,
  )) {
    const id = artifactId ?? jobId;
    if (says !== 'accepts' || id === null || !finding) continue;
    const key = keyOf(rootOf(id), finding);
    if (reason) latest.set(key, { reason, actor, at: recordedAt });
    else latest.delete(key);
  }
  return latest;
}

function keyOf(id: string, { kind, about }: { readonly kind: string; readonly about: string }): string {
  return JSON.stringify([id, kind, about]);
}

/** What stands for an artifact or job that a person made one with another since. */
function rootsOf({ artifacts, jobs, decisions }: Workspace): (id: ArtifactId | JobId) => string {
  const same = new Map<string, string[]>();
  for (const { says, artifactId, otherArtifactId, jobId, otherJobId } of decisions) {
    const [one, other] = [artifactId ?? jobId, otherArtifactId ?? otherJobId];
    if (says !== 'same' || one === null || other === null) continue;
    same.set(one, [...(same.get(one) ?? []), other]);
    same.set(other, [...(same.get(other) ?? []), one]);
  }
  const isThere = (id: string): boolean => artifacts.has(id as ArtifactId) || jobs.has(id as JobId);
  return (id) => {
    const seen = new Set<string>([id]);
    for (const each of seen) {
      if (isThere(each)) return each;
      for (const other of same.get(each) ?? []) seen.add(other);
    }
    return id;
  };
}
