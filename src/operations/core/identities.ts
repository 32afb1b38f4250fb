import { compareChanges } from '../../versioning/changeOrder';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';

/** Which artifacts are one thing, because a binding in view says so. */
export interface Identities {
  /** The artifact that stands for all that are one with it: the oldest, by id among equals. An artifact on its own is its own. */
  readonly rootOf: (id: ArtifactId) => ArtifactId;
  /** Every artifact that is one with it, itself included. */
  readonly membersOf: (id: ArtifactId) => readonly ArtifactId[];
  /** Whether any two are one. */
  readonly hasAny: boolean;
}

/** Reads what bindings in view say of artifacts in view. */
export function identitiesOf(artifacts: readonly Artifact[], bindings: readonly Binding[]): Identities {
  const said = bindings.filter(({ same }) => same !== undefined);
  const classOf = new Map<ArtifactId, ArtifactId[]>();
  const byId = said.length === 0 ? null : new Map(artifacts.map((artifact) => [artifact.id, artifact]));
  for (const { artifactId, same } of said) {
    if (same === undefined || !byId?.has(artifactId) || !byId.has(same)) continue;
    const [first, second] = [classOf.get(artifactId) ?? [artifactId], classOf.get(same) ?? [same]];
    if (first === second) continue;
    const joined = [...first, ...second.filter((id) => !first.includes(id))];
    for (const id of joined) classOf.set(id, joined);
  }
  for (const members of new Set(classOf.values())) {
    members.sort((a, b) => compareAge(byId!.get(a)!, byId!.get(b)!));
  }
  return {
    rootOf: (id) => classOf.get(id)?.[0] ?? id,
    membersOf: (id) => classOf.get(id) ?? [id],
    hasAny: classOf.size > 0,
  };
}

/** The older first. */
export function compareAge(a: Artifact, b: Artifact): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The order in which the last binding of an artifact is the name that it is shown by: further names first, then by change. */
export function byShownName(a: Binding, b: Binding): number {
  if (a.isOtherName !== b.isOtherName) return a.isOtherName ? -1 : 1;
  return compareChanges(a, b);
}
