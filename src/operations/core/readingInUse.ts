import type { AnyReading } from '../../table/reading';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Annotation, Snapshot } from '../../versioning/records';
import { groupBy } from './groupBy';
import type { LiveTransaction } from './liveTransaction';

/**
 * The one reading of a version that card, profile, drift, diff and parent use: the latest that was chosen, where it is of the
 * version's bytes, else the one made when the version was taken. Null for what is no table. `annotations` are the
 * snapshot's own that are in view, in the order of their changes. Rule [V40].
 */
export function readingInUse(
  snapshot: Snapshot,
  annotations: readonly Annotation[],
  readingOf: (key: string) => AnyReading | undefined,
): AnyReading | null {
  const chosen = annotations.findLast(({ body }) => body.kind === 'reading')?.body;
  const reading = chosen?.kind === 'reading' ? readingOf(chosen.readingKey) : undefined;
  if (reading && reading.digest === snapshot.digest) return reading;
  return snapshot.readingKey === null ? null : (readingOf(snapshot.readingKey) ?? null);
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
  const said = await live.whereAny('annotations', 'snapshotId', ids);
  const chosen = inOrderOfChange(said.filter(({ body }) => body.kind === 'reading'));
  const chosenOf = groupBy(chosen, ({ snapshotId }) => snapshotId);
  const keys = new Set([
    ...chosen.flatMap(({ body }) => (body.kind === 'reading' ? body.readingKey : [])),
    ...snapshots.flatMap(({ readingKey }) => readingKey ?? []),
  ]);
  const readings = await live.getMany('readings', [...keys]);
  const byKey = new Map(readings.flatMap((reading) => (reading ? [[reading.key, reading] as const] : [])));
  return snapshots.map((snapshot) =>
    readingInUse(snapshot, chosenOf.get(snapshot.id) ?? [], (key) => byKey.get(key)),
  );
}
