import type { Decision } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { decisionsIn } from './decisions';
import { byShownName, compareAge, type Identities, identitiesOf, isName } from './identities';
import type { NamedArtifact } from './joinedArtifact';
import { PairMap } from './pairMap';
import type { LiveTransaction } from './liveTransaction';

/** The names that a store knows, with what is in view alone. */
export interface StoredNames {
  readonly identities: Identities;
  /** The artifact that a name means, of several that are one the one that stands for them. */
  artifactNamed(namespace: string, name: string): Artifact | undefined;
  /** The artifact that has the name itself, of those that people made one: what is said under the name is stored under it ([L54]). */
  storedUnder(namespace: string, name: string): ArtifactId | undefined;
  /** The artifact that a name means, with all that is one with it. */
  joinedNamed(namespace: string, name: string): NamedArtifact | undefined;
  /** Whether a person set an artifact apart from others, itself or one that is one with it. */
  isApart(id: ArtifactId): boolean;
  /** The bindings of an artifact and of those that are one with it, the shown name's last. */
  bindingsOf(id: ArtifactId): readonly Binding[];
  /** The older of two artifacts. */
  readonly compareAge: (a: Artifact, b: Artifact) => number;
}

/** Reads all names of a store: which names are one thing cannot be asked by name. */
export async function readStoredNames(live: LiveTransaction): Promise<StoredNames> {
  const artifacts = await live.all('artifacts');
  const byId = new Map(artifacts.map((artifact) => [artifact.id, artifact]));
  const bindings = (await live.all('bindings')).filter(({ artifactId }) => byId.has(artifactId));
  const decisions = await decisionsIn(live);
  const identities = identitiesOf(artifacts, bindings, decisions);
  const apart = setApart(decisions, identities);
  const latest = new PairMap<Binding>();
  const ofRoot = new Map<ArtifactId, Binding[]>();
  for (const binding of inOrderOfChange(bindings)) {
    if (!isName(binding, identities)) continue;
    latest.set(binding.namespace, binding.name, binding);
    const root = identities.rootOf(binding.artifactId);
    const own = ofRoot.get(root);
    if (own) own.push(binding);
    else ofRoot.set(root, [binding]);
  }
  const artifactNamed = (namespace: string, name: string): Artifact | undefined => {
    const binding = latest.get(namespace, name);
    return binding && byId.get(identities.rootOf(binding.artifactId));
  };
  return {
    identities,
    artifactNamed,
    isApart: (id) => apart.has(identities.rootOf(id)),
    storedUnder: (namespace, name) => latest.get(namespace, name)?.artifactId,
    joinedNamed(namespace, name) {
      const artifact = artifactNamed(namespace, name);
      const storedUnder = latest.get(namespace, name)?.artifactId;
      return (
        artifact &&
        storedUnder && {
          artifact,
          storedUnder,
          ids: identities.membersOf(artifact.id),
          bindings: inOrderOfChange(ofRoot.get(artifact.id) ?? []),
        }
      );
    },
    bindingsOf: (id) => (ofRoot.get(identities.rootOf(id)) ?? []).toSorted(byShownName),
    compareAge,
  };
}

/** Artifacts that a person set apart and did not make one with others since, by the one that stands for each. */
function setApart(decisions: readonly Decision[], { rootOf }: Identities): ReadonlySet<ArtifactId> {
  const apart = new Set<ArtifactId>();
  for (const { says, artifactId, otherArtifactId } of inOrderOfChange(decisions)) {
    if (artifactId === null) continue;
    if (says === 'apart') apart.add(artifactId);
    if (says === 'same') for (const id of [artifactId, otherArtifactId]) if (id !== null) apart.delete(id);
  }
  return new Set([...apart].map(rootOf));
}
