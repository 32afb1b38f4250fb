import type { Decision } from '../../lineage/records';
import type { RecordTables } from '../../records/tables';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { decisionsIn } from './decisions';
import type { LiveTransaction } from './liveTransaction';

/** Which versions a person put under another artifact than the one that they are stored under. Rule [L59]. */
export class VersionPlaces {
  private readonly artifactOf: ReadonlyMap<SnapshotId, ArtifactId>;

  constructor(decisions: readonly Decision[]) {
    const moved = decisions.filter(({ says }) => says === 'moved');
    this.artifactOf = new Map(
      inOrderOfChange(moved).flatMap(({ snapshotId, artifactId }) =>
        snapshotId && artifactId ? [[snapshotId, artifactId] as const] : [],
      ),
    );
  }

  get hasAny(): boolean {
    return this.artifactOf.size > 0;
  }

  /** The artifact that a version is of; of what is said of no version, the one that it is stored under. */
  of(snapshotId: SnapshotId | null, storedUnder: ArtifactId): ArtifactId {
    return (snapshotId && this.artifactOf.get(snapshotId)) ?? storedUnder;
  }

  /** Versions that were put under one of the artifacts. */
  putUnder(ids: readonly ArtifactId[]): readonly SnapshotId[] {
    return [...this.artifactOf].flatMap(([id, artifactId]) => (ids.includes(artifactId) ? id : []));
  }
}

/** Records in view of some artifacts, told by the artifact and by a version of it. */
type VersionedTable = 'snapshots' | 'observations' | 'claims' | 'aliasMoves';

/** What is of some artifacts, without the versions that were put elsewhere and with those that were put under them. */
export async function recordsOfArtifacts<T extends VersionedTable>(
  live: LiveTransaction,
  table: T,
  ids: readonly ArtifactId[],
): Promise<RecordTables[T][number][]> {
  type Row = RecordTables[T][number];
  const stored = (await live.whereAny(table, 'artifactId', ids)) as Row[];
  const places = new VersionPlaces(await decisionsIn(live));
  if (!places.hasAny) return stored;
  const versionOf = (row: Row): SnapshotId | null =>
    table === 'snapshots'
      ? (row as { id: SnapshotId }).id
      : (row as { snapshotId: SnapshotId | null }).snapshotId;
  const isOwn = (row: Row): boolean =>
    ids.includes(places.of(versionOf(row), (row as { artifactId: ArtifactId }).artifactId));
  const own = stored.filter(isOwn);
  const coming = await live.getMany('snapshots', places.putUnder(ids));
  const from = new Set(coming.flatMap((snapshot) => snapshot?.artifactId ?? []));
  const elsewhere = [...from].filter((id) => !ids.includes(id));
  if (elsewhere.length === 0) return own;
  const others = (await live.whereAny(table, 'artifactId', elsewhere)) as Row[];
  return [...own, ...others.filter(isOwn)];
}
