import { inSlices, type Steps } from '../../lib/steps';
import type { ListChange } from '../../lib/listChange';
import type { ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import { byArrival } from './arrival';
import type { Identities } from './identities';
import { asTheyAre, type ReconciledVersions, reconcileVersions } from './reconcileVersions';
import { RecordGroups } from './recordGroups';
import type { VersionPlaces } from './versionPlaces';

const snapshotsPerStep = 1000;
/** One may have many versions. */
const artifactsPerStep = 10;

/** Which versions are one, and how they are numbered, brought up to date as snapshots come and go. */
export class IncrementalVersions {
  /** The snapshot that stands for a version, by another of that version. */
  readonly standsFor = new Map<SnapshotId, SnapshotId>();
  /** Of those that have another number than their own. */
  readonly numbers = new Map<SnapshotId, number>();
  private readonly ofArtifact: RecordGroups<ArtifactId, Snapshot>;
  /** Where it is not as they are. */
  private readonly made = new Map<ArtifactId, ReconciledVersions>();
  /** How many snapshots name one as their parent. */
  private readonly children = new Map<SnapshotId, number>();
  private readonly artifactOf = new Map<SnapshotId, ArtifactId>();
  private readonly artifactOfVersion: (snapshot: Snapshot) => ArtifactId;

  private constructor({ rootOf }: Pick<Identities, 'rootOf'>, places: VersionPlaces) {
    this.artifactOfVersion = ({ id, artifactId }) => rootOf(places.of(id, artifactId));
    this.ofArtifact = new RecordGroups(this.artifactOfVersion, byArrival);
  }

  /** Of snapshots in their order, with stops. */
  static *of(
    snapshots: readonly Snapshot[],
    identities: Pick<Identities, 'rootOf'>,
    places: VersionPlaces,
  ): Steps<IncrementalVersions> {
    const versions = new IncrementalVersions(identities, places);
    yield* inSlices(snapshots, snapshotsPerStep, (some) => {
      versions.ofArtifact.fill(some);
      for (const snapshot of some) versions.note(snapshot, 1);
    });
    yield* inSlices([...new Set(versions.artifactOf.values())], artifactsPerStep, (some) => {
      for (const artifactId of some)
        for (const [id, first] of versions.reconcile(artifactId).standsFor) versions.standsFor.set(id, first);
    });
    return versions;
  }

  /** Takes a change in; gives the versions that may be others now. Null where others are one than were. */
  change(change: ListChange<Snapshot>): readonly Snapshot[] | null {
    const touched = new Set<ArtifactId>();
    for (const { parents } of [...change.removed, ...change.added]) {
      for (const id of parents) {
        const artifactId = this.artifactOf.get(id);
        if (artifactId !== undefined) touched.add(artifactId);
      }
    }
    for (const snapshot of change.removed) this.note(snapshot, -1);
    for (const snapshot of change.added) this.note(snapshot, 1);
    for (const artifactId of this.ofArtifact.change(change)) touched.add(artifactId);
    const versions: Snapshot[] = [];
    for (const artifactId of touched) {
      const before = this.made.get(artifactId) ?? asTheyAre;
      for (const id of before.numbers.keys()) this.numbers.delete(id);
      const after = this.reconcile(artifactId);
      if (!isSame(before.standsFor, after.standsFor)) return null;
      for (const snapshot of this.ofArtifact.of(artifactId)) versions.push(snapshot);
    }
    return versions;
  }

  private reconcile(artifactId: ArtifactId): ReconciledVersions {
    const isParent = (id: SnapshotId): boolean => this.children.has(id);
    const made = reconcileVersions(this.ofArtifact.of(artifactId), isParent);
    if (made === asTheyAre) this.made.delete(artifactId);
    else this.made.set(artifactId, made);
    for (const [id, sequence] of made.numbers) this.numbers.set(id, sequence);
    return made;
  }

  private note(snapshot: Snapshot, count: 1 | -1): void {
    if (count === 1) this.artifactOf.set(snapshot.id, this.artifactOfVersion(snapshot));
    else this.artifactOf.delete(snapshot.id);
    for (const parent of snapshot.parents) {
      const children = (this.children.get(parent) ?? 0) + count;
      if (children === 0) this.children.delete(parent);
      else this.children.set(parent, children);
    }
  }
}

function isSame<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
