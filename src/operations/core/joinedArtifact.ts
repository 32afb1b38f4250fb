import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { decisionsIn } from './decisions';
import { identitiesOf, isName } from './identities';
import type { LiveTransaction } from './liveTransaction';
import { unreadable } from './unreadable';

/** An artifact as people see it: all that are one thing, put together ([L40]). */
export interface JoinedArtifact {
  /** The one that stands for all of them. */
  readonly artifact: Artifact;
  /** All of them. */
  readonly ids: readonly ArtifactId[];
  /** Of all of them, in the order of their changes. */
  readonly bindings: readonly Binding[];
}

/** An artifact that was found by its name. */
export interface NamedArtifact extends JoinedArtifact {
  /** The one of them that has the name itself: versions that come under it are stored there ([L54]). */
  readonly storedUnder: ArtifactId;
}

/**
 * What an artifact is one with, found from its names and from what people decided: a binding that says that two are one has a
 * name that one of them ever had. Null where the artifact is not in view. `known` are all bindings of a name, where they were read already.
 */
export async function readJoined(
  live: LiveTransaction,
  id: ArtifactId,
  known: readonly Binding[] = [],
): Promise<JoinedArtifact | null> {
  const found = new Map(known.map((binding) => [binding.id, binding]));
  const asked = new Set(known.map(({ name }) => name));
  const members = new Set<ArtifactId>();
  const deciding = decisionsIn(live);
  for (let coming: readonly ArtifactId[] = [id]; coming.length > 0;) {
    for (const member of coming) members.add(member);
    const [told, decisions] = await Promise.all([
      live.raw.whereAny('bindings', 'artifactId', coming),
      deciding,
    ]);
    const own = told.filter(isReadable);
    const names = new Set(own.map(({ name }) => name).filter((name) => !asked.has(name)));
    for (const name of names) asked.add(name);
    const further = (await live.raw.whereAny('bindings', 'name', [...names])).filter(isReadable);
    for (const binding of [...own, ...further]) found.set(binding.id, binding);
    const pairs = [
      ...Array.from(found.values(), ({ artifactId, same = null }) => [artifactId, same] as const),
      ...decisions.map(({ artifactId, otherArtifactId }) => [artifactId, otherArtifactId] as const),
    ];
    coming = [...new Set(pairs.flatMap(([one, other]) => joinedBy(one, other, members)))];
  }
  const decisions = await deciding;
  const artifacts = (await live.getMany('artifacts', [...members])).flatMap((artifact) => artifact ?? []);
  const bindings = [...found.values()].filter((binding) => !live.isHidden('bindings', binding.id));
  const identities = identitiesOf(artifacts, bindings, decisions);
  const { rootOf, membersOf } = identities;
  const artifact = artifacts.find((each) => each.id === rootOf(id));
  if (!artifact) return null;
  const ids = membersOf(id);
  const own = new Set(ids);
  return {
    artifact,
    ids,
    bindings: inOrderOfChange(
      bindings.filter((binding) => own.has(binding.artifactId) && isName(binding, identities)),
    ),
  };
}

function isReadable(binding: Binding): boolean {
  return unreadable('bindings', binding) === null;
}

/** Which of a pair that may be one is none of the members yet, and the other is. */
function joinedBy(
  one: ArtifactId | null,
  other: ArtifactId | null,
  members: ReadonlySet<ArtifactId>,
): ArtifactId[] {
  if (one === null || other === null || members.has(one) === members.has(other)) return [];
  return [members.has(other) ? one : other];
}
