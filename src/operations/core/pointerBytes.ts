import { type AnnotationOf, latestAnnotation } from './latestAnnotation';
import type { LiveTransaction } from './liveTransaction';
import type { Digest, Md5 } from '../../versioning/digest';
import type { Snapshot, SnapshotContent } from '../../versioning/records';

/** Whether a version can be known before its bytes are: from a pointer, or as an import tells of it. */
export function isToldVersion({ source }: Pick<Snapshot, 'source'>): boolean {
  return source.kind === 'pointer' || source.kind === 'import';
}

/** Whether only what a pointer or an import says of this version's bytes is known so far. */
export function awaitsBytes(snapshot: Snapshot): boolean {
  const { source, digest, md5 } = snapshot;
  if (digest !== null && md5 !== null) return false;
  return source.kind === 'pointer' || (source.kind === 'import' && (digest ?? md5) !== null);
}

/** A version that is told of together with what its bytes were found to be. The stored snapshot stays as it is (I1). */
export function withBytes(snapshot: Snapshot, body: AnnotationOf<'bytes'> | null): Snapshot {
  if (body === null || !isToldVersion(snapshot)) return snapshot;
  const { digest, md5, byteLength, format, readingKey } = body;
  return { ...snapshot, digest, md5, byteLength, format, readingKey };
}

/** The stored snapshot with what is known of its bytes by now. Asks the store only for a version that is told of. */
export async function boundSnapshot(live: LiveTransaction, snapshot: Snapshot): Promise<Snapshot> {
  if (!isToldVersion(snapshot)) return snapshot;
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

/** Whether a stored version can be these bytes, before the store is asked what else is known of it. */
export function mayBeSameBytes(stored: Snapshot, bytes: ByteIdentity): boolean {
  return stored.source.kind === 'pointer' || isSameBytes(stored, bytes);
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
