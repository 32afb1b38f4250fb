import { type AnnotationOf, latestAnnotation } from './latestAnnotation';
import type { LiveTransaction } from './liveTransaction';
import type { Digest, Md5 } from '../../versioning/digest';
import type { Snapshot, SnapshotContent } from '../../versioning/records';

/** Whether only a pointer of this version is known so far. */
export function awaitsBytes({ source, digest, md5 }: Snapshot): boolean {
  return source.kind === 'pointer' && (digest === null || md5 === null);
}

/** A pointer's version together with what its bytes were found to be. The stored snapshot stays as it is (I1). */
export function withBytes(snapshot: Snapshot, body: AnnotationOf<'bytes'> | null): Snapshot {
  if (body === null || snapshot.source.kind !== 'pointer') return snapshot;
  const { digest, md5, byteLength, format, readingKey } = body;
  return { ...snapshot, digest, md5, byteLength, format, readingKey };
}

/** The stored snapshot with what is known of its bytes by now. Asks the store only for a pointer's version. */
export async function boundSnapshot(live: LiveTransaction, snapshot: Snapshot): Promise<Snapshot> {
  if (snapshot.source.kind !== 'pointer') return snapshot;
  return withBytes(snapshot, await latestAnnotation(live, snapshot, 'bytes'));
}

/** What says which bytes a version is: as much of it as is known. */
export interface ByteIdentity {
  readonly content: SnapshotContent;
  readonly digest: Digest | null;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
  readonly etag?: string | null;
}

/**
 * Whether both are the same bytes: by SHA-256 where both have one, else by MD5 and size, else by a cloud's tag and
 * size. Where they have nothing in common to compare, they are not.
 */
export function isSameBytes(snapshot: Snapshot, other: ByteIdentity): boolean {
  if (snapshot.content !== other.content) return false;
  if (snapshot.digest !== null && other.digest !== null) return snapshot.digest === other.digest;
  // DVC's listing of a folder says nothing of the files that it ignores, and ours counts them.
  const isSameSize =
    snapshot.content === 'directory' ||
    snapshot.byteLength === null ||
    other.byteLength === null ||
    snapshot.byteLength === other.byteLength;
  if (snapshot.md5 !== null && other.md5 !== null) return isSameSize && snapshot.md5 === other.md5;
  const etag = snapshot.source.kind === 'pointer' ? snapshot.source.etag : null;
  return isSameSize && etag !== null && etag === other.etag;
}
