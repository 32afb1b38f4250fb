import type { TableProfile } from '../profile/profile';
import { isFailed, type AnyReading, type Reading } from '../table/reading';
import { digestRuleOf } from '../table/tableDigest';
import type { Digest } from '../versioning/digest';
import type { Manifest, Snapshot } from '../versioning/records';
import type { ParentVersion, VersionFacts } from '../versioning/semanticVersion';
import { readReadingInUse } from './readingInUse';
import type { Transaction } from './store';
import type { Withdrawn } from './withdrawals';

/** What a semantic version is suggested from: a parent's number, its reading in use or its files. */
export async function factsOf(
  transaction: Transaction,
  withdrawn: Withdrawn,
  snapshot: Snapshot,
): Promise<ParentVersion> {
  const { sequence, digest, content } = snapshot;
  const reading = await readReadingInUse(transaction, withdrawn, snapshot);
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
  return { sequence, version, table: tableFactsOf(reading), files: manifest ? filesOf(manifest) : null };
}

/** What a reading says of a version. */
export function tableFactsOf(reading: AnyReading | null): VersionFacts['table'] {
  if (!reading) return null;
  if (isFailed(reading)) return 'unreadable';
  return {
    ...reading,
    digestRule: digestRuleOf(reading.readerVersion),
    leftOutRowCount: leftOutRowCount(reading),
  };
}

function leftOutRowCount({ warnings }: Reading): number {
  return warnings.reduce((sum, each) => sum + (each.kind === 'skippedRows' ? each.count : 0), 0);
}

/** The nulls of each column. */
export function nullCountsOf({ columns }: TableProfile): ReadonlyMap<string, number> {
  return new Map(columns.map(({ name, nullCount }) => [name, nullCount]));
}

/** A folder's files by their paths. */
export function filesOf(manifest: Manifest): Map<string, Digest> {
  return new Map(manifest.entries.map((entry) => [entry.path, entry.digest]));
}
