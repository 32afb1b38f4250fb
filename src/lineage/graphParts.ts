import type { Artifact, ArtifactKind, Snapshot } from '../versioning/records';
import type { GraphEdge, GraphNode } from './graph';
import { type Job, type Observation, type Origin, origins, type Run } from './records';

/** The node of an artifact, in either graph. */
export function artifactNode({ id, kind }: Artifact): GraphNode {
  return { key: `artifact:${id}`, type: 'artifact', artifactId: id, kind };
}

/** The node of a version, which is of its artifact's kind. */
export function snapshotNode({ id, artifactId }: Snapshot, kind: ArtifactKind): GraphNode {
  return { key: `snapshot:${id}`, type: 'snapshot', artifactId, snapshotId: id, kind };
}

/** The node of a job, in either graph. */
export function jobNode({ id }: Job): GraphNode {
  return { key: `job:${id}`, type: 'job', jobId: id };
}

/** The node of a run. */
export function runNode({ id, jobId }: Run): GraphNode {
  return { key: `run:${id}`, type: 'run', jobId, runId: id };
}

/** An artifact's versions together, in their order: where nothing links them, they are laid out as they come. */
export function byVersion(a: Snapshot, b: Snapshot): number {
  if (a.artifactId === b.artifactId) return a.sequence - b.sequence;
  return a.artifactId < b.artifactId ? -1 : 1;
}

/** The one edge of all that was said of a pair [L3]; at least one observation, in their order. */
export function edgeOf(from: number, to: number, observations: readonly Observation[]): GraphEdge {
  let firstSeen = observations[0]!.eventTime;
  let lastSeen = firstSeen;
  for (const { eventTime } of observations) {
    if (eventTime < firstSeen) firstSeen = eventTime;
    if (eventTime > lastSeen) lastSeen = eventTime;
  }
  const observationIds = observations.map(({ id }) => id);
  return { from, to, origins: originsOf(observations), firstSeen, lastSeen, observationIds };
}

/** The ways in which a link is known, in the order of `origins`; the same list each time. */
export function originsOf(links: readonly { readonly origin: Origin }[]): readonly Origin[] {
  let bits = 0;
  for (const { origin } of links) bits |= 1 << origins.indexOf(origin);
  return (originSets[bits] ??= origins.filter((_, index) => (bits & (1 << index)) !== 0));
}

const originSets: (readonly Origin[])[] = [];
