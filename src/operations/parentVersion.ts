import type { Digest } from '../versioning/digest';
import type { Manifest, Snapshot } from '../versioning/records';
import type { ParentVersion } from '../versioning/semanticVersion';
import type { Transaction } from './store';
import type { Withdrawn } from './withdrawals';

/** What a semantic version is suggested from: a parent's number, its reading or its files. */
export async function factsOf(
  transaction: Transaction,
  withdrawn: Withdrawn,
  snapshot: Snapshot,
): Promise<ParentVersion> {
  const { sequence, digest, content, readingKey } = snapshot;
  const reading = readingKey === null ? undefined : await transaction.get('readings', readingKey);
  const manifest =
    content === 'directory' && digest !== null ? await transaction.get('manifests', digest) : undefined;
  let version: string | null = null;
  let recordedAt = '';
  for (const annotation of await transaction.where('annotations', 'snapshotId', snapshot.id)) {
    if (annotation.body.kind !== 'semanticVersion' || withdrawn.has('annotations', annotation.id)) continue;
    if (annotation.recordedAt < recordedAt) continue;
    ({ recordedAt } = annotation);
    ({ version } = annotation.body);
  }
  return { sequence, version, table: reading ?? null, files: manifest ? filesOf(manifest) : null };
}

/** A folder's files by their paths. */
export function filesOf(manifest: Manifest): Map<string, Digest> {
  return new Map(manifest.entries.map((entry) => [entry.path, entry.digest]));
}
