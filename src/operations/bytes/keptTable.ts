import { err, ok, type Result } from '../../lib/result';
import { prefixOf } from '../../profile/readerVersion';
import { isFailed, type PrefixRequest } from '../../table/reading';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';
import type { Snapshot, SnapshotId } from '../../versioning/records';
import type { KeptFile } from '../core/keptFiles';
import { nameOf } from '../core/names';
import type { OperationFailure } from '../core/outcome';
import { boundSnapshot } from '../core/pointerBytes';
import { readReadingInUse } from '../core/readingInUse';
import type { Store, Transaction } from '../core/store';
import { readWithdrawn, type Withdrawn } from '../core/withdrawals';

/** A version, and what a person calls it: `trips.csv v3`. */
export interface TitledVersion {
  readonly snapshotId: SnapshotId;
  readonly title: string;
}

/** The kept bytes of a version, and how they are to be read as a table. */
export interface KeptTable {
  readonly file: KeptFile;
  /** The artifact's name, whose ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  /** The rows and columns of the version before, to look for. */
  readonly prefix: PrefixRequest | null;
}

/** What there is to read of a version again; by the options of its reading in use where none are given. */
export async function keptTableOf(
  store: Store,
  { snapshotId, title }: TitledVersion,
  options: ReadOptions | null,
): Promise<Result<KeptTable, OperationFailure>> {
  const read = await store.read(async (transaction): Promise<Result<KeptTable, OperationFailure>> => {
    const withdrawn = await readWithdrawn(transaction);
    const snapshot = await boundVersion(transaction, withdrawn, snapshotId);
    if (!snapshot) return err({ kind: 'notFound', message: `${title} is not there any more.` });
    const file = snapshot.digest === null ? undefined : await transaction.keptFiles.get(snapshot.digest);
    if (!file) return err({ kind: 'bytesNotHere', title });
    const inUse = await readReadingInUse(transaction, withdrawn, snapshot);
    return ok({
      file,
      path: await nameOf(transaction, withdrawn, snapshot.artifactId),
      options: options ?? inUse?.options ?? defaultReadOptions,
      prefix: await prefixOfParent(transaction, withdrawn, snapshot),
    });
  });
  return read.ok ? read.value : read;
}

/** The rows and columns that a version's reading has to look for: those of the version before it. */
export async function prefixBefore(store: Store, id: SnapshotId): Promise<PrefixRequest | null> {
  const read = await store.read(async (transaction) => {
    const withdrawn = await readWithdrawn(transaction);
    const snapshot = await boundVersion(transaction, withdrawn, id);
    return snapshot && prefixOfParent(transaction, withdrawn, snapshot);
  });
  return read.ok ? read.value : null;
}

async function prefixOfParent(
  transaction: Transaction,
  withdrawn: Withdrawn,
  { parents: [parentId] }: Snapshot,
): Promise<PrefixRequest | null> {
  const parent = parentId === undefined ? null : await boundVersion(transaction, withdrawn, parentId);
  const before = parent && (await readReadingInUse(transaction, withdrawn, parent));
  return before && !isFailed(before) ? prefixOf(before) : null;
}

/** A version in view with what is known of its bytes; null where it is not there. */
export async function boundVersion(
  transaction: Transaction,
  withdrawn: Withdrawn,
  id: SnapshotId,
): Promise<Snapshot | null> {
  const stored = withdrawn.has('snapshots', id) ? undefined : await transaction.get('snapshots', id);
  return stored ? boundSnapshot(transaction, withdrawn, stored) : null;
}
