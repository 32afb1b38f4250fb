import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { identitiesOf } from './identities';
import type { LiveTransaction } from './liveTransaction';

/** An artifact as people see it: all that are one thing, put together ([L40]). */
export interface JoinedArtifact {
  /** The one that stands for all of them. */
  readonly artifact: Artifact;
  /** All of them. */
  readonly ids: readonly ArtifactId[];
  /** Of all of them, in the order of their changes. */
  readonly bindings: readonly Binding[];
}

/**
 * What an artifact is one with, found from its names: a binding that says that two are one has a name that one of them ever
 * had. Null where the artifact is not in view. `known` are all bindings of a name, where they were read already.
 */
export async function readJoined(
  live: LiveTransaction,
  id: ArtifactId,
  known: readonly Binding[] = [],
): Promise<JoinedArtifact | null> {
  const found = new Map(known.map((binding) => [binding.id, binding]));
  const asked = new Set(known.map(({ name }) => name));
  const members = new Set<ArtifactId>();
  for (let coming: readonly ArtifactId[] = [id]; coming.length > 0;) {
    for (const member of coming) members.add(member);
    const own = await live.raw.whereAny('bindings', 'artifactId', coming);
    const names = new Set(own.map(({ name }) => name).filter((name) => !asked.has(name)));
    for (const name of names) asked.add(name);
    const further = await live.raw.whereAny('bindings', 'name', [...names]);
    for (const binding of [...own, ...further]) found.set(binding.id, binding);
    coming = [...new Set([...found.values()].flatMap((binding) => joinedBy(binding, members)))];
  }
  const artifacts = (await live.getMany('artifacts', [...members])).flatMap((artifact) => artifact ?? []);
  const bindings = [...found.values()].filter((binding) => !live.isHidden('bindings', binding.id));
  const { rootOf, membersOf } = identitiesOf(artifacts, bindings);
  const artifact = artifacts.find((each) => each.id === rootOf(id));
  if (!artifact) return null;
  const ids = membersOf(id);
  const own = new Set(ids);
  return {
    artifact,
    ids,
    bindings: inOrderOfChange(bindings.filter(({ artifactId }) => own.has(artifactId))),
  };
}

/** What a binding says to be one with the members and is none of them yet. */
function joinedBy({ artifactId, same }: Binding, members: ReadonlySet<ArtifactId>): ArtifactId[] {
  if (same === undefined || members.has(artifactId) === members.has(same)) return [];
  return [members.has(same) ? artifactId : same];
}
