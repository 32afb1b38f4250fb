import { err, ok, type Result } from '../../lib/result';
import { prefixOf } from '../../profile/readerVersion';
import { isFailed, type PrefixRequest } from '../../table/reading';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';
import type { Digest } from '../../versioning/digest';
import type { Snapshot, SnapshotId } from '../../versioning/records';
import { readUnread } from '../core/unread';
import { type LiveTransaction, readLive } from '../core/liveTransaction';
import { nameOf } from '../core/names';
import type { OperationFailure } from '../core/outcome';
import { boundSnapshot } from '../core/pointerBytes';
import { readReadingInUse } from '../core/readingInUse';
import type { Store } from '../core/store';
import type { ListedFile } from './keptSource';

/** A version, and what a person calls it: `trips.csv v3`. */
export interface TitledVersion {
  readonly snapshotId: SnapshotId;
  readonly title: string;
}

/** The kept bytes of a version, and how they are to be read as a table. */
export interface KeptTable extends ListedFile {
  /** The artifact's name, whose ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  /** The rows and columns of the version before, to look for. */
  readonly prefix: PrefixRequest | null;
}

/** What there is to read of a version again; by the options of its reading in use where none are given. */
export async function keptTableOf(
  store: Store,
  version: TitledVersion,
  options: ReadOptions | null,
): Promise<Result<KeptTable, OperationFailure>> {
  const read = await readLive(store, (live) => keptTableIn(live, version, options));
  return read.ok ? read.value : read;
}

/** The same within a transaction. */
export async function keptTableIn(
  live: LiveTransaction,
  { snapshotId, title }: TitledVersion,
  options: ReadOptions | null,
): Promise<Result<KeptTable, OperationFailure>> {
  const snapshot = await boundVersion(live, snapshotId);
  if (!snapshot) return err({ kind: 'notFound', message: `${title} is not there any more.` });
  const listed = snapshot.digest === null ? null : await listedFile(live, snapshot.digest);
  if (!listed) return err({ kind: 'bytesNotHere', title });
  const inUse = await readReadingInUse(live, snapshot);
  return ok({
    ...listed,
    path: await nameOf(live, snapshot.artifactId),
    options: options ?? inUse?.options ?? defaultReadOptions,
    prefix: await prefixOfParent(live, snapshot),
  });
}

/** The kept file of a digest; null where its bytes are not here. */
export async function listedFile(live: LiveTransaction, digest: Digest): Promise<ListedFile | null> {
  const file = await live.raw.keptFiles.get(digest);
  return file ? { file, isListClaimed: (await readUnread(live.raw))('files', digest) } : null;
}

/** The rows and columns that a version's reading has to look for: those of the version before it. */
export async function prefixBefore(store: Store, id: SnapshotId): Promise<PrefixRequest | null> {
  const read = await readLive(store, async (live) => {
    const snapshot = await boundVersion(live, id);
    return snapshot && prefixOfParent(live, snapshot);
  });
  return read.ok ? read.value : null;
}

async function prefixOfParent(
  live: LiveTransaction,
  { parents: [parentId] }: Snapshot,
): Promise<PrefixRequest | null> {
  const parent = parentId === undefined ? null : await boundVersion(live, parentId);
  const before = parent && (await readReadingInUse(live, parent));
  return before && !isFailed(before) ? prefixOf(before) : null;
}

/** A version in view with what is known of its bytes; null where it is not there. */
export async function boundVersion(live: LiveTransaction, id: SnapshotId): Promise<Snapshot | null> {
  const stored = await live.get('snapshots', id);
  return stored ? boundSnapshot(live, stored) : null;
}
