import type { EventDataset } from '../../formats/openlineage/event';
import { derivedId } from '../../versioning/derivedId';
import type { Digest } from '../../versioning/digest';
import type { ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { ChangeWriter } from '../core/commitChange';
import { groupBy } from '../core/groupBy';
import type { ImportedRecords } from './importedRecords';
import { PairMap } from '../core/pairMap';
import type { OperationPorts } from '../core/ports';
import type { Withdrawn } from '../core/withdrawals';

/** One event's word that a dataset was read or written at a version. */
export interface VersionMention {
  readonly artifactId: ArtifactId;
  /** Its `versionName`. */
  readonly version: string;
  readonly time: Timestamp;
  readonly dataset: EventDataset;
}

/** What tells a version of an artifact from its others: this project's snapshot id, else the version's name; null for none. */
export function versionName({ snapshot, version }: EventDataset): string | null {
  return snapshot?.id ?? version;
}

/** The snapshots of an import by artifact and `versionName`. */
export type ImportedVersions = PairMap<SnapshotId>;

/**
 * The snapshot of each version that is mentioned: one that the store has under the same id, digest or version name, else a
 * new one with the next number of its artifact.
 */
export async function resolveSnapshots(
  ports: OperationPorts,
  change: ChangeWriter,
  withdrawn: Withdrawn,
  mentions: readonly VersionMention[],
  records: ImportedRecords,
): Promise<ImportedVersions> {
  const found = new PairMap<SnapshotId>();
  const byArtifact = groupBy(firstMentions(mentions), ({ artifactId }) => artifactId);
  const ownIds = [...byArtifact.values()].flat().flatMap(({ dataset }) => dataset.snapshot?.id ?? []);
  const taken = new Set<SnapshotId>();
  for (const snapshot of await change.transaction.getMany('snapshots', ownIds)) {
    if (snapshot) taken.add(snapshot.id);
  }
  const before = groupBy(
    await change.transaction.whereAny('snapshots', 'artifactId', [...byArtifact.keys()]),
    ({ artifactId }) => artifactId,
  );
  for (const [artifactId, own] of byArtifact) {
    const versions = new ArtifactVersions(artifactId, before.get(artifactId) ?? [], withdrawn);
    for (const mention of own) {
      const { dataset } = mention;
      const name = dataset.version ?? dataset.snapshot?.id ?? '';
      const versionId = derivedId('snapshot', artifactId, name, ports) as SnapshotId;
      const ownId = dataset.snapshot && !taken.has(dataset.snapshot.id) ? dataset.snapshot.id : null;
      const known = versions.find(dataset, versionId);
      const snapshot = known ?? versions.make(mention, ownId ?? versionId);
      if (known) records.ensure('snapshots', snapshot);
      else records.ensureNew('snapshots', snapshot);
      found.set(artifactId, mention.version, snapshot.id);
    }
  }
  return found;
}

/** The earliest mention of each version, in the order in which their snapshots are numbered. */
function firstMentions(mentions: readonly VersionMention[]): VersionMention[] {
  const first = new PairMap<VersionMention>();
  for (const mention of mentions) {
    const { artifactId, version } = mention;
    const known = first.get(artifactId, version);
    if (!known || mention.time < known.time) first.set(artifactId, version, mention);
  }
  return first
    .values()
    .sort(
      (a, b) =>
        (a.dataset.snapshot?.sequence ?? 0) - (b.dataset.snapshot?.sequence ?? 0) ||
        compareText(a.time, b.time) ||
        compareVersions(a.dataset.version ?? '', b.dataset.version ?? ''),
    );
}

/** One artifact's snapshots while more are numbered. */
class ArtifactVersions {
  private readonly artifactId: ArtifactId;
  private readonly byId = new Map<SnapshotId, Snapshot>();
  private readonly bySequence = new Map<number, Snapshot>();
  /** The latest in view of each digest that the store has. */
  private readonly byDigest = new Map<Digest, Snapshot>();
  private highest = 0;

  constructor(artifactId: ArtifactId, snapshots: readonly Snapshot[], withdrawn: Withdrawn) {
    this.artifactId = artifactId;
    for (const snapshot of snapshots.toSorted((a, b) => a.sequence - b.sequence)) {
      this.keep(snapshot);
      if (snapshot.digest !== null && !withdrawn.has('snapshots', snapshot.id))
        this.byDigest.set(snapshot.digest, snapshot);
    }
  }

  find({ snapshot: own }: EventDataset, versionId: SnapshotId): Snapshot | undefined {
    const known = (own && this.byId.get(own.id)) ?? this.byId.get(versionId);
    return known ?? (own?.digest ? this.byDigest.get(own.digest) : undefined);
  }

  make({ dataset, time }: VersionMention, id: SnapshotId): Snapshot {
    const own = dataset.snapshot;
    // A number that another store gave is kept where it is free; numbers are never used twice.
    const sequence = own && !this.bySequence.has(own.sequence) ? own.sequence : this.highest + 1;
    const isEarlier = (parent: SnapshotId): boolean =>
      (this.byId.get(parent)?.sequence ?? Infinity) < sequence;
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
      parents: own?.parents.filter(isEarlier) ?? [],
      source: { kind: 'import', format: 'openlineage', reference: dataset.version ?? '' },
      createdAt: own?.createdAt ?? time,
    };
    this.keep(snapshot);
    if (snapshot.digest !== null) this.byDigest.set(snapshot.digest, snapshot);
    return snapshot;
  }

  private keep(snapshot: Snapshot): void {
    this.byId.set(snapshot.id, snapshot);
    this.bySequence.set(snapshot.sequence, snapshot);
    this.highest = Math.max(this.highest, snapshot.sequence);
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
