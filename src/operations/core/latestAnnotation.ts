import { latestOf } from '../../versioning/changeOrder';
import type { Annotation, Snapshot, SnapshotId } from '../../versioning/records';
import { readVersion } from './joinedVersions';
import type { LiveTransaction } from './liveTransaction';
import { isNamedVersion } from './namedVersions';

/** What an annotation of one kind says. */
export type AnnotationOf<K extends Annotation['body']['kind']> = Extract<Annotation['body'], { kind: K }>;

/** What holds of all that was said of a version in one kind of annotation; null where nothing was. */
export async function latestAnnotation<K extends Annotation['body']['kind']>(
  live: LiveTransaction,
  snapshot: Snapshot,
  kind: K,
): Promise<AnnotationOf<K> | null> {
  return latestAnnotationOf(live, await snapshotsOf(live, snapshot), kind);
}

/** The same of a version whose snapshots are known. */
export async function latestAnnotationOf<K extends Annotation['body']['kind']>(
  live: LiveTransaction,
  ids: readonly SnapshotId[],
  kind: K,
): Promise<AnnotationOf<K> | null> {
  const said = await live.whereAny('annotations', 'snapshotId', ids);
  const latest = latestOf(said.filter(({ body }) => body.kind === kind));
  return latest && (latest.body as AnnotationOf<K>);
}

/** Every snapshot of the version that one is of. */
export async function snapshotsOf(live: LiveTransaction, snapshot: Snapshot): Promise<readonly SnapshotId[]> {
  if (!isNamedVersion(snapshot)) return [snapshot.id];
  return (await readVersion(live, snapshot.id))?.version.ids ?? [snapshot.id];
}
