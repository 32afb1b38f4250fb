import type { EventDataset } from '../formats/openlineage/event';
import { derivedId } from '../versioning/derivedId';
import type { ArtifactId, Snapshot, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import type { ChangeWriter } from './commitChange';
import { groupBy } from './groupBy';
import type { ImportedRecords } from './importedRecords';
import type { OperationPorts } from './ports';
import type { Withdrawn } from './withdrawals';

/** One event's word that a dataset was read or written at a version. */
export interface VersionMention {
  readonly artifactId: ArtifactId;
  readonly time: Timestamp;
  readonly dataset: EventDataset;
}

/** What tells a version of an artifact from its others: this project's snapshot id, else the version's name; null for none. */
export function versionKey(artifactId: ArtifactId, dataset: EventDataset): string | null {
  const version = dataset.snapshot?.id ?? dataset.version;
  return version === null ? null : JSON.stringify([artifactId, version]);
}

/**
 * The snapshot of each version that is mentioned, by `versionKey`: one that the store has under the same id, digest or
 * version name, else a new one with the next number of its artifact.
 */
export async function resolveSnapshots(
  ports: OperationPorts,
  change: ChangeWriter,
  withdrawn: Withdrawn,
  mentions: readonly VersionMention[],
  records: ImportedRecords,
): Promise<Map<string, SnapshotId>> {
  const found = new Map<string, SnapshotId>();
  const byArtifact = groupBy(firstMentions(mentions), ({ artifactId }) => artifactId);
  const ownIds = [...byArtifact.values()].flat().flatMap(({ dataset }) => dataset.snapshot?.id ?? []);
  const taken = new Set<SnapshotId>();
  for (const snapshot of await change.transaction.getMany('snapshots', ownIds)) {
    if (snapshot) taken.add(snapshot.id);
  }
  for (const [artifactId, own] of byArtifact) {
    const before = await change.transaction.where('snapshots', 'artifactId', artifactId);
    const versions = new ArtifactVersions(artifactId, before, withdrawn);
    for (const mention of own) {
      const { dataset } = mention;
      const versionId = derivedId(
        'snapshot',
        artifactId,
        dataset.version ?? dataset.snapshot?.id ?? '',
        ports,
      ) as SnapshotId;
      const ownId = dataset.snapshot && !taken.has(dataset.snapshot.id) ? dataset.snapshot.id : null;
      const snapshot = versions.find(dataset, versionId) ?? versions.make(mention, ownId ?? versionId);
      records.ensure('snapshots', snapshot);
      found.set(versionKey(artifactId, dataset)!, snapshot.id);
    }
  }
  return found;
}

/** The earliest mention of each version, in the order in which their snapshots are numbered. */
function firstMentions(mentions: readonly VersionMention[]): VersionMention[] {
  const first = new Map<string, VersionMention>();
  for (const mention of mentions) {
    const key = versionKey(mention.artifactId, mention.dataset);
    if (key === null) continue;
    const known = first.get(key);
    if (!known || mention.time < known.time) first.set(key, mention);
  }
  return [...first.values()].sort(
    (a, b) =>
      (a.dataset.snapshot?.sequence ?? 0) - (b.dataset.snapshot?.sequence ?? 0) ||
      compareText(a.time, b.time) ||
      compareVersions(a.dataset.version ?? '', b.dataset.version ?? ''),
  );
}

/** One artifact's snapshots while more are numbered. */
class ArtifactVersions {
  private readonly artifactId: ArtifactId;
  private readonly snapshots: Snapshot[];
  private readonly withdrawn: Withdrawn;

  constructor(artifactId: ArtifactId, snapshots: readonly Snapshot[], withdrawn: Withdrawn) {
    this.artifactId = artifactId;
    this.snapshots = snapshots.toSorted((a, b) => a.sequence - b.sequence);
    this.withdrawn = withdrawn;
  }

  find({ snapshot: own }: EventDataset, versionId: SnapshotId): Snapshot | undefined {
    const known = this.snapshots.find(({ id }) => id === own?.id || id === versionId);
    if (known || !own?.digest) return known;
    return this.snapshots.findLast(
      ({ id, digest }) => digest === own.digest && !this.withdrawn.has('snapshots', id),
    );
  }

  make({ dataset, time }: VersionMention, id: SnapshotId): Snapshot {
    const own = dataset.snapshot;
    const highest = this.snapshots.at(-1)?.sequence ?? 0;
    // A number that another store gave is kept where it is free; numbers are never used twice.
    const sequence =
      own && !this.snapshots.some((each) => each.sequence === own.sequence) ? own.sequence : highest + 1;
    const earlier = new Set(this.snapshots.filter((each) => each.sequence < sequence).map((each) => each.id));
    const snapshot: Snapshot = {
      id,
      artifactId: this.artifactId,
      sequence,
      content: own?.content ?? 'unknown',
      digest: own?.digest ?? null,
      md5: own?.md5 ?? null,
      byteLength: own?.byteLength ?? dataset.byteLength,
      format: own?.format ?? null,
      readingKey: null,
      parents: own?.parents.filter((parent) => earlier.has(parent)) ?? [],
      source: { kind: 'import', format: 'openlineage', reference: dataset.version ?? '' },
      createdAt: own?.createdAt ?? time,
    };
    this.snapshots.push(snapshot);
    this.snapshots.sort((a, b) => a.sequence - b.sequence);
    return snapshot;
  }
}

/** Digits by their value, so that version 10 follows version 9. */
function compareVersions(a: string, b: string): number {
  const [numberA, numberB] = [Number(a), Number(b)];
  if (Number.isFinite(numberA) && Number.isFinite(numberB) && numberA !== numberB) return numberA - numberB;
  return compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
