import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { byShownName, compareAge, type Identities, identitiesOf } from './identities';
import type { JoinedArtifact } from './joinedArtifact';
import { PairMap } from './pairMap';
import type { LiveTransaction } from './liveTransaction';

/** The names that a store knows, with what is in view alone. */
export interface StoredNames {
  readonly identities: Identities;
  /** The artifact that a name means, of several that are one the one that stands for them. */
  artifactNamed(namespace: string, name: string): Artifact | undefined;
  /** The same with all that is one with it. */
  joinedNamed(namespace: string, name: string): JoinedArtifact | undefined;
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
  const identities = identitiesOf(artifacts, bindings);
  const latest = new PairMap<Binding>();
  const ofRoot = new Map<ArtifactId, Binding[]>();
  for (const binding of inOrderOfChange(bindings)) {
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
    joinedNamed(namespace, name) {
      const artifact = artifactNamed(namespace, name);
      return (
        artifact && {
          artifact,
          ids: identities.membersOf(artifact.id),
          bindings: inOrderOfChange(ofRoot.get(artifact.id) ?? []),
        }
      );
    },
    bindingsOf: (id) => (ofRoot.get(identities.rootOf(id)) ?? []).toSorted(byShownName),
    compareAge,
  };
}
