import type { VersionFact } from '../../lineage/facts';
import { derivedId } from '../../versioning/derivedId';
import type { Digest } from '../../versioning/digest';
import type { ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { ChangeWriter } from '../core/commitChange';
import { groupBy } from '../../lib/groupBy';
import type { ImportedRecords } from './importedRecords';
import type { ResolvedNames } from './importedNames';
import type { LiveTransaction } from '../core/liveTransaction';
import { PairMap } from '../core/pairMap';
import type { OperationPorts } from '../core/ports';
import { compareVersionNames, isNamedVersion } from '../core/namedVersions';
import { isSameBytes } from '../core/pointerBytes';

/** One statement's word that a dataset was read or written at a version. */
export interface VersionMention {
  readonly artifactId: ArtifactId;
  readonly version: VersionFact;
  readonly time: Timestamp;
  /** Of the source that says so. */
  readonly format: string;
}

/** What tells a version of an artifact from its others: this project's snapshot id, else its name, else its bytes. */
export function versionKey({ own, name, digest, md5 }: VersionFact): string {
  return own?.id ?? name ?? digest ?? md5 ?? '';
}

/** The snapshots of an import by artifact and `versionKey`. */
export type ImportedVersions = PairMap<SnapshotId>;

/**
 * The snapshot of each version that is mentioned: one that the store has under the same id, name or digest, else a new one
 * with the next number of its artifact. A version that is told of at an earlier time than the store knew has a further
 * snapshot, of that time; the two are one version to whoever looks (`reconcileRecords`).
 */
export async function resolveSnapshots(
  ports: OperationPorts,
  { live }: ChangeWriter,
  mentions: readonly VersionMention[],
  names: ResolvedNames,
  records: ImportedRecords,
): Promise<ImportedVersions> {
  const found = new PairMap<SnapshotId>();
  const byArtifact = groupBy(firstMentions(mentions), ({ artifactId }) => artifactId);
  const ownIds = [...byArtifact.values()].flat().flatMap(({ version }) => version.own?.id ?? []);
  const taken = new Set<SnapshotId>();
  for (const snapshot of await live.raw.getMany('snapshots', ownIds)) {
    if (snapshot) taken.add(snapshot.id);
  }
  const members = [...byArtifact.keys()].flatMap((id) => names.membersOf(id));
  const before = groupBy(
    await live.raw.whereAny('snapshots', 'artifactId', members),
    ({ artifactId }) => artifactId,
  );
  for (const [artifactId, own] of byArtifact) {
    const stored = names.membersOf(artifactId).flatMap((id) => before.get(id) ?? []);
    const versions = new ArtifactVersions(artifactId, stored, live);
    for (const mention of own) {
      const { version } = mention;
      const key = versionKey(version);
      const idOf = (kind: string): SnapshotId =>
        derivedId(kind, artifactId, version.name ?? key, ports) as SnapshotId;
      const known = versions.find(version, idOf('snapshot'));
      const time = version.createdAt ?? mention.time;
      const isEarlier = known && isNamedVersion(known) && time < known.createdAt;
      const ownId = version.own && !taken.has(version.own.id) ? version.own.id : idOf('snapshot');
      const snapshot =
        known && !isEarlier ? known : versions.make(mention, isEarlier ? idOf(`snapshot at ${time}`) : ownId);
      if (known) records.ensure('snapshots', snapshot);
      else records.ensureNew('snapshots', snapshot);
      found.set(artifactId, key, snapshot.id);
    }
  }
  return found;
}

/** The earliest mention of each version, in the order in which their snapshots are numbered. */
function firstMentions(mentions: readonly VersionMention[]): VersionMention[] {
  const first = new PairMap<VersionMention>();
  for (const mention of mentions) {
    const key = versionKey(mention.version);
    const known = first.get(mention.artifactId, key);
    if (!known || mention.time < known.time) first.set(mention.artifactId, key, mention);
  }
  return first
    .values()
    .sort(
      (a, b) =>
        (a.version.own?.sequence ?? 0) - (b.version.own?.sequence ?? 0) ||
        compareText(a.time, b.time) ||
        compareVersionNames(a.version.name ?? '', b.version.name ?? ''),
    );
}

/** One artifact's snapshots while more are numbered. */
class ArtifactVersions {
  private readonly artifactId: ArtifactId;
  private readonly live: LiveTransaction;
  private readonly byId = new Map<SnapshotId, Snapshot>();
  private readonly byName = new Map<string, Snapshot>();
  private readonly bySequence = new Map<number, Snapshot>();
  /** The latest in view of each digest that the store has. */
  private readonly byDigest = new Map<Digest, Snapshot>();
  /** The latest in view of each MD5, of those that were taken here. */
  private readonly takenByMd5 = new Map<string, Snapshot>();
  private highest = 0;

  constructor(artifactId: ArtifactId, snapshots: readonly Snapshot[], live: LiveTransaction) {
    this.artifactId = artifactId;
    this.live = live;
    for (const snapshot of snapshots.toSorted((a, b) => a.sequence - b.sequence)) this.keep(snapshot);
  }

  find(version: VersionFact, versionId: SnapshotId): Snapshot | undefined {
    const { own, name, isBack } = version;
    const known = (own && this.byId.get(own.id)) ?? (name === null ? undefined : this.byName.get(name));
    return known ?? this.byId.get(versionId) ?? (isBack === true ? undefined : this.ofBytes(version));
  }

  private ofBytes({ digest, md5, content, byteLength }: VersionFact): Snapshot | undefined {
    if (digest !== null) return this.byDigest.get(digest);
    const taken = md5 === null ? undefined : this.takenByMd5.get(md5);
    return taken && isSameBytes(taken, { digest, md5, content, byteLength }) ? taken : undefined;
  }

  make({ version, time, format }: VersionMention, id: SnapshotId): Snapshot {
    const { own } = version;
    // A number that another store gave is kept where it is free; numbers are never used twice.
    const sequence = own && !this.bySequence.has(own.sequence) ? own.sequence : this.highest + 1;
    const isEarlier = (parent: SnapshotId): boolean =>
      (this.byId.get(parent)?.sequence ?? Infinity) < sequence;
    const snapshot: Snapshot = {
      id,
      artifactId: this.artifactId,
      sequence,
      content: version.content,
      digest: version.digest,
      md5: version.md5,
      byteLength: version.byteLength,
      format: version.format,
      readingKey: null,
      parents: own?.parents.filter(isEarlier) ?? [],
      source: { kind: 'import', format, reference: version.name ?? '' },
      createdAt: version.createdAt ?? time,
    };
    this.keep(snapshot);
    return snapshot;
  }

  private keep(snapshot: Snapshot): void {
    const { id, digest, md5, source, sequence } = snapshot;
    this.byId.set(id, snapshot);
    this.bySequence.set(sequence, snapshot);
    this.highest = Math.max(this.highest, sequence);
    const isHidden = this.live.isHidden('snapshots', id);
    if (digest !== null && !isHidden) this.byDigest.set(digest, snapshot);
    if (md5 !== null && !isHidden && source.kind !== 'import') this.takenByMd5.set(md5, snapshot);
    if (!isNamedVersion(snapshot) || source.kind !== 'import') return;
    const named = this.byName.get(source.reference);
    if (!named || this.standsBefore(snapshot, named)) this.byName.set(source.reference, snapshot);
  }

  /** Of two snapshots of one version: what is in view before what is not, then the earlier. */
  private standsBefore(a: Snapshot, b: Snapshot): boolean {
    const [isHiddenA, isHiddenB] = [a, b].map(({ id }) => this.live.isHidden('snapshots', id));
    return isHiddenA === isHiddenB ? a.createdAt < b.createdAt : isHiddenB === true;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
