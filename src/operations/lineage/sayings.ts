import { type ClaimFact, type ClaimKind, compareClaims } from '../../lineage/claims';
import type { Claim, Observation, RunId } from '../../lineage/records';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { groupBy } from '../../lib/groupBy';
import type { ArtifactView, JobView, RunView, Workspace } from '../core/workspace';

/** What a source says of a thing now: of each kind the last that it said. Nobody here measured it. */
export interface Saying {
  readonly fact: ClaimFact;
  /** What of the thing it is about: null is the thing itself. */
  readonly part: SayingPart | null;
  /** The file or event that said so; null where a run's own records do. */
  readonly source: string | null;
  readonly runId: RunId | null;
  readonly eventTime: Timestamp | null;
}

/** One version of an artifact, or what a run read or wrote. */
export type SayingPart =
  { readonly kind: 'version' } | { readonly kind: 'link'; readonly observation: Observation };

/** What is spoken of: an artifact with the version that is looked at, a job, or a run. */
export type SayingsSubject =
  | { readonly type: 'artifact'; readonly artifact: ArtifactView; readonly snapshotId: SnapshotId | null }
  | { readonly type: 'job'; readonly job: JobView }
  | { readonly type: 'run'; readonly run: RunView };

/** What sources say of an artifact, a job or a run. */
export function sayingsOf(subject: SayingsSubject, { observations }: Workspace): readonly Saying[] {
  switch (subject.type) {
    case 'artifact':
      return sayingsOfArtifact(subject.artifact, subject.snapshotId, observations);
    case 'job':
      return sayingsOfJob(subject.job);
    case 'run':
      return sayingsOfRun(subject.run);
  }
}

/** What sources say of an artifact and of one of its versions, and runs of what they read or wrote of that. */
function sayingsOfArtifact(
  { artifact, claims }: ArtifactView,
  snapshotId: SnapshotId | null,
  observations: readonly Observation[],
): readonly Saying[] {
  const links = (sayingLinks(observations).get(artifact.id) ?? []).filter(
    (link) => link.snapshotId === snapshotId,
  );
  return [
    ...lastSaid(claims.filter((claim) => claim.snapshotId === null)).map((claim) => said(claim, null)),
    ...(snapshotId === null ? [] : lastSaid(claims.filter((claim) => claim.snapshotId === snapshotId))).map(
      (claim) => said(claim, { kind: 'version' }),
    ),
    ...latestLinks(links).flatMap(linkSayings),
  ];
}

/** The links that say anything, by artifact. While the links of a workspace stay, they are gone through once. */
function sayingLinks(observations: readonly Observation[]): ReadonlyMap<ArtifactId, readonly Observation[]> {
  const known = linksThatSay.get(observations);
  if (known) return known;
  const saying = observations.filter(({ claims }) => claims !== undefined);
  const links = groupBy(saying, ({ artifactId }) => artifactId);
  linksThatSay.set(observations, links);
  return links;
}

const linksThatSay = new WeakMap<readonly Observation[], ReadonlyMap<ArtifactId, readonly Observation[]>>();

/** What sources say of a job. */
function sayingsOfJob({ claims }: JobView): readonly Saying[] {
  return lastSaid(claims).map((claim) => said(claim, null));
}

/** What a run's records say of it, and of what it read and wrote. */
function sayingsOfRun({ run, inputs, outputs }: RunView): readonly Saying[] {
  const own = (run.claims ?? []).map((fact): Saying => ({
    fact,
    part: null,
    source: null,
    runId: null,
    eventTime: null,
  }));
  return [...own, ...[...inputs, ...outputs].flatMap(linkSayings)];
}

/** What its last run says of each way that something was read or written: a dataset without versions has thousands. */
function latestLinks(links: readonly Observation[]): readonly Observation[] {
  const latest = new Map<Observation['role'], Observation>();
  for (const link of links) {
    const known = latest.get(link.role);
    if (!known || known.eventTime < link.eventTime) latest.set(link.role, link);
  }
  return [...latest.values()];
}

function linkSayings(observation: Observation): readonly Saying[] {
  const { source, runId, eventTime } = observation;
  const part = { kind: 'link', observation } as const;
  return (observation.claims ?? []).map((fact) => ({ fact, part, source, runId, eventTime }));
}

/** Of each kind the last, in the order of their kinds; what was taken back is not among them. */
function lastSaid(claims: readonly Claim[]): readonly Claim[] {
  const last = new Map<ClaimKind, Claim>();
  for (const claim of claims.toSorted(compareClaims)) last.set(claim.about, claim);
  return [...last.values()]
    .filter(({ body }) => body !== null)
    .sort((a, b) => (a.about < b.about ? -1 : Number(a.about > b.about)));
}

function said(claim: Claim, part: SayingPart | null): Saying {
  const { source, runId, eventTime } = claim;
  return { fact: claim, part, source, runId, eventTime };
}
