import type { TableProfile } from '../../profile/profile';
import { isFailed, type AnyReading, type Reading } from '../../table/reading';
import { digestRuleOf } from '../../table/tableDigest';
import type { Digest } from '../../versioning/digest';
import type { Manifest, Snapshot } from '../../versioning/records';
import {
  isTable,
  showsParentRows,
  type ParentVersion,
  type VersionFacts,
} from '../../versioning/semanticVersion';
import { latestAnnotation } from './latestAnnotation';
import type { LiveTransaction } from './liveTransaction';
import { readReadingInUse } from './readingInUse';
import { readUnread } from './unread';

/** What a semantic version is suggested from: a parent's number, its reading in use or its files. */
export async function factsOf(live: LiveTransaction, snapshot: Snapshot): Promise<ParentVersion> {
  const { sequence, digest, content } = snapshot;
  const reading = await readReadingInUse(live, snapshot);
  const manifest =
    content === 'directory' && digest !== null ? await live.get('manifests', digest) : undefined;
  const version = (await latestAnnotation(live, snapshot, 'semanticVersion'))?.version ?? null;
  const isUnread = await readUnread(live.raw);
  const isClaimed =
    (reading !== null && isUnread('readings', reading.key)) ||
    (manifest !== undefined && isUnread('manifests', manifest.digest));
  return {
    sequence,
    version,
    table: tableFactsOf(reading),
    ...folderFactsOf(manifest ?? null),
    ...(isClaimed && { isClaimed }),
  };
}

/** The same for a version with these facts: where its digests speak for the parent's rows, with the counts of nulls that they do not tell. */
export async function factsFor(
  live: LiveTransaction,
  parent: Snapshot,
  current: VersionFacts,
): Promise<ParentVersion> {
  const facts = await factsOf(live, parent);
  const { table } = facts;
  if (!isTable(table) || !isTable(current.table) || !showsParentRows(table, current.table)) return facts;
  const reading = await readReadingInUse(live, parent);
  const stored = reading ? await live.get('profiles', reading.key) : undefined;
  return stored ? { ...facts, table: { ...table, nullCounts: nullCountsOf(stored.profile) } } : facts;
}

/** What a reading says of a version. */
export function tableFactsOf(reading: AnyReading | null): VersionFacts['table'] {
  if (!reading) return null;
  if (isFailed(reading)) return 'unreadable';
  return {
    ...reading,
    digestRule: digestRuleOf(reading.readerVersion),
    leftOutRowCount: leftOutRowCount(reading),
    ...(reading.origin && { isComputedElsewhere: true }),
  };
}

function leftOutRowCount({ warnings }: Reading): number {
  return warnings.reduce((sum, each) => sum + (each.kind === 'skippedRows' ? each.count : 0), 0);
}

/** The nulls of each column. */
export function nullCountsOf({ columns }: TableProfile): ReadonlyMap<string, number> {
  return new Map(columns.map(({ name, nullCount }) => [name, nullCount]));
}

/** A folder's files by their paths, and by which patterns it leaves out others; null for no folder. */
export function folderFactsOf(manifest: Manifest | null): Pick<VersionFacts, 'files' | 'leaveOut'> {
  if (!manifest) return { files: null };
  const files = new Map<string, Digest>(manifest.entries.map((entry) => [entry.path, entry.digest]));
  return manifest.leftOut ? { files, leaveOut: manifest.leftOut.patterns } : { files };
}
