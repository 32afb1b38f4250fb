import type { ArtifactKind, Manifest } from '../../versioning/records';
import type { SnapshotOutcome } from '../core/outcome';
import { folderFactsOf } from '../core/parentVersion';
import type { Transaction } from '../core/store';
import { readUnread, unreadKey } from '../core/unread';
import type { DvcListing } from './dvcListing';
import { storeReading, tableFactsMade } from './madeReading';
import type { FolderTable } from './snapshotUnit';
import { takeContent, type Taking } from './takeContent';

/** What a folder is beside its files. */
export interface DirectoryAs {
  /** The table that its files are parts of. */
  readonly table?: FolderTable;
  /** Of an artifact that is new. */
  readonly artifactKind?: ArtifactKind;
}

/** Takes a folder by its manifest, as one table where it is said to be one. `listing` is null where DVC would list other files. */
export async function takeDirectory(
  taking: Taking,
  path: string,
  manifest: Manifest,
  listing: DvcListing | null,
  { table, artifactKind }: DirectoryAs = {},
): Promise<SnapshotOutcome> {
  const made = table?.made ?? null;
  const taken = await takeContent(taking, path, {
    content: 'directory',
    digest: manifest.digest,
    md5: listing?.md5 ?? null,
    byteLength: manifest.entries.reduce((sum, entry) => sum + entry.byteLength, 0),
    format: 'directory',
    readingKey: made?.reading.key ?? null,
    made,
    ...dvcListingKept(listing, manifest),
    facts: { table: tableFactsMade(made), ...folderFactsOf(manifest) },
    artifactKind: artifactKind ?? (manifest.leftOutCount > 0 ? 'code' : 'dataset'),
    lastModified: null,
  });
  const outcome = table ? { ...taken, partCount: table.parts.length } : taken;
  if (made && (outcome.what.kind !== 'unchanged' || outcome.alsoBytesOf))
    await storeReading(taking.change.raw, made);
  const isWritten = await storeManifest(taking.change.raw, manifest);
  if (isWritten && outcome.what.kind === 'unchanged') taking.mended.push(manifest.digest);
  return outcome;
}

/** Nothing where DVC lists all files. */
function dvcListingKept(listing: DvcListing | null, { entries }: Manifest) {
  if (!listing || listing.fileCount === entries.length) return {};
  const { byteLength, fileCount } = listing;
  return { dvcListing: { byteLength, fileCount } };
}

/**
 * A folder's list under its own digest: what is there and says otherwise was changed after it was written, or was claimed by
 * an import, and is put right. Whether there was anything to write.
 */
async function storeManifest(transaction: Transaction, manifest: Manifest): Promise<boolean> {
  const { digest } = manifest;
  const known = await transaction.get('manifests', digest);
  const isClaimed = (await readUnread(transaction))('manifests', digest);
  if (known && !isClaimed && hasSameFiles(known, manifest)) return false;
  await (known ? transaction.put('manifests', [manifest]) : transaction.add('manifests', [manifest]));
  await transaction.unread.remove([unreadKey('manifests', digest)]);
  return true;
}

function hasSameFiles({ entries }: Manifest, other: Manifest): boolean {
  if (entries.length !== other.entries.length) return false;
  return entries.every(({ path, digest }, index) => {
    const entry = other.entries[index]!;
    return path === entry.path && digest === entry.digest;
  });
}
