import type { Annotation, SnapshotId } from '../../versioning/records';
import type { LiveTransaction } from './liveTransaction';

/** What an annotation of one kind says. */
export type AnnotationOf<K extends Annotation['body']['kind']> = Extract<Annotation['body'], { kind: K }>;

/** What holds of all that was said of a snapshot in one kind of annotation; null where nothing was. */
export async function latestAnnotation<K extends Annotation['body']['kind']>(
  live: LiveTransaction,
  snapshotId: SnapshotId,
  kind: K,
): Promise<AnnotationOf<K> | null> {
  const latest = await live.latest('annotations', 'snapshotId', snapshotId, ({ body }) => body.kind === kind);
  return latest && (latest.body as AnnotationOf<K>);
}
