import type { AnyReading } from '../../table/reading';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Annotation, Snapshot } from '../../versioning/records';
import { compareText } from './arrival';
import { readUnread } from './unread';
import { groupBy } from '../../lib/groupBy';
import type { LiveTransaction } from './liveTransaction';

/** What is known of readings, for the choice of one. */
export interface KnownReadings {
  readonly of: (key: string) => AnyReading | undefined;
  /** All of these bytes, those of older readers first. */
  readonly ofDigest: (digest: string) => readonly AnyReading[];
  /** Whether an import said it, and nobody read the bytes here. */
  readonly isClaimed: (key: string) => boolean;
}

/**
 * The one reading of a version that card, profile, drift, diff and parent use: the latest that was chosen, where it is of the
 * version's bytes, else the one made when the version was taken; one that was read here before one that is claimed. Null
 * for what is no table. `annotations` are the snapshot's own that are in view, in the order of their changes. Rule [V40].
 */
export function readingInUse(
  snapshot: Snapshot,
  annotations: readonly Annotation[],
  known: KnownReadings,
): AnyReading | null {
  const keys = chosenKeys(annotations);
  if (snapshot.readingKey !== null) keys.push(snapshot.readingKey);
  const meant = keys.flatMap((key) => known.of(key) ?? []).filter(({ digest }) => digest === snapshot.digest);
  const [first] = meant;
  if (!first || !known.isClaimed(first.key)) return first ?? null;
  const own = (reading: AnyReading): boolean => !known.isClaimed(reading.key);
  return meant.find(own) ?? known.ofDigest(first.digest).findLast(own) ?? first;
}

/** Those of older readers first. */
export function byReader(a: AnyReading, b: AnyReading): number {
  return a.readerVersion - b.readerVersion || compareText(a.key, b.key);
}

/** Keys of the readings that were chosen for a version, the latest first. */
function chosenKeys(annotations: readonly Annotation[]): string[] {
  return annotations.flatMap(({ body }) => (body.kind === 'reading' ? body.readingKey : [])).toReversed();
}

/** The same from the store; `snapshot` is bound to what is known of its bytes (`boundSnapshot`). */
export async function readReadingInUse(
  live: LiveTransaction,
  snapshot: Snapshot,
): Promise<AnyReading | null> {
  const [reading] = await readReadingsInUse(live, [snapshot]);
  return reading ?? null;
}

/** The readings in use of several bound snapshots, in their order; quick for many. */
export async function readReadingsInUse(
  live: LiveTransaction,
  snapshots: readonly Snapshot[],
): Promise<readonly (AnyReading | null)[]> {
  const ids = snapshots.map(({ id }) => id);
  const [said, isClaimed] = await Promise.all([
    live.whereAny('annotations', 'snapshotId', ids),
    readUnread(live.raw),
  ]);
  const chosen = inOrderOfChange(said.filter(({ body }) => body.kind === 'reading'));
  const chosenOf = groupBy(chosen, ({ snapshotId }) => snapshotId);
  const keys = new Set([...chosenKeys(chosen), ...snapshots.flatMap(({ readingKey }) => readingKey ?? [])]);
  const readings = await live.getMany('readings', [...keys]);
  const claimed = readings.flatMap((reading) =>
    reading && isClaimed('readings', reading.key) ? reading.digest : [],
  );
  const beside = await live.whereAny('readings', 'digest', [...new Set(claimed)]);
  const besideOf = groupBy(beside.toSorted(byReader), ({ digest }) => digest as string);
  const byKey = new Map(readings.flatMap((reading) => (reading ? [[reading.key, reading] as const] : [])));
  const known: KnownReadings = {
    of: (key) => byKey.get(key),
    ofDigest: (digest) => besideOf.get(digest) ?? [],
    isClaimed: (key) => isClaimed('readings', key),
  };
  return snapshots.map((snapshot) => readingInUse(snapshot, chosenOf.get(snapshot.id) ?? [], known));
}
