import type { Snapshot, SnapshotId } from '../../versioning/records';
import { compareVersionNames, isNamedVersion } from './namedVersions';

/** What is made of an artifact's versions. */
export interface ReconciledVersions {
  /** The snapshot that stands for a version, by another of that version. */
  readonly standsFor: ReadonlyMap<SnapshotId, SnapshotId>;
  /** Of those that have another number than their own. */
  readonly numbers: ReadonlyMap<SnapshotId, number>;
}

/** What is made of versions that nothing is made of. */
export const asTheyAre: ReconciledVersions = { standsFor: new Map(), numbers: new Map() };

/** Rules [L41] and [L42] for all versions of one artifact: two may have one number where several artifacts are one. */
export function reconcileVersions(
  versions: readonly Snapshot[],
  isParent: (id: SnapshotId) => boolean,
): ReconciledVersions {
  if (!hasNumberTwice(versions) && !versions.some(isNamedVersion)) return asTheyAre;
  const standsFor = new Map<SnapshotId, SnapshotId>();
  const named = new Map<string, Snapshot>();
  for (const snapshot of versions) {
    if (!isNamedVersion(snapshot) || snapshot.source.kind !== 'import') continue;
    const { reference } = snapshot.source;
    const known = named.get(reference);
    const isEarlier = known === undefined || compareTimes(snapshot, known) < 0;
    if (isEarlier) named.set(reference, snapshot);
    if (known) standsFor.set(isEarlier ? known.id : snapshot.id, isEarlier ? snapshot.id : known.id);
  }
  for (const [id, first] of standsFor) {
    let last = first;
    for (let next = standsFor.get(last); next !== undefined; next = standsFor.get(last)) last = next;
    standsFor.set(id, last);
  }
  const movable = [...named.values()].filter(({ id, parents }) => parents.length === 0 && !isParent(id));
  const own = versions.filter(({ id }) => !standsFor.has(id));
  const numbers = hasNumberTwice(own) ? countAnew(own) : dealNumbers(movable);
  return standsFor.size === 0 && numbers.size === 0 ? asTheyAre : { standsFor, numbers };
}

/** Among versions that only a source names, the numbers that they have are dealt out by time. */
function dealNumbers(versions: readonly Snapshot[]): Map<SnapshotId, number> {
  const numbers = new Map<SnapshotId, number>();
  if (versions.length < 2) return numbers;
  const free = versions.map(({ sequence }) => sequence).sort((a, b) => a - b);
  versions.toSorted(compareTimes).forEach(({ id, sequence }, index) => {
    if (free[index] !== sequence) numbers.set(id, free[index]!);
  });
  return numbers;
}

function hasNumberTwice(versions: readonly Snapshot[]): boolean {
  return versions.length > 1 && new Set(versions.map(({ sequence }) => sequence)).size < versions.length;
}

/** Where two versions have one number, all are counted anew, by time. */
function countAnew(versions: readonly Snapshot[]): Map<SnapshotId, number> {
  return new Map(versions.toSorted(compareTimes).map(({ id }, index) => [id, index + 1]));
}

/** The earlier first. */
function compareTimes(a: Snapshot, b: Snapshot): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  if (isNamedVersion(a) && isNamedVersion(b) && a.source.kind === 'import' && b.source.kind === 'import') {
    const byName = compareVersionNames(a.source.reference, b.source.reference);
    if (byName !== 0) return byName;
  }
  return a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}
