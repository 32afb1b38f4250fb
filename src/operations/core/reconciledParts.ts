import type { Baseline } from '../../drift/baseline';
import type { Claim, ColumnLink, JobId, Observation } from '../../lineage/records';
import type { Artifact, ArtifactId, Binding, Snapshot, SnapshotId } from '../../versioning/records';
import { type Identities, isName } from './identities';
import type { JobIdentities } from './jobIdentities';
import type { IncrementalVersions } from './incrementalVersions';
import type { VersionPlaces } from './versionPlaces';

/** What records of parts that are one with others are told of. Rules [L40] to [L42], [L49], [L54] to [L57], [L59]. */
export class ReconciledParts {
  readonly identities: Identities;
  private readonly places: VersionPlaces;
  readonly jobs: JobIdentities;
  private readonly versions: IncrementalVersions;
  /** Those in view: a column of any other is left out of its link. */
  private readonly artifactIds: Set<ArtifactId>;

  constructor(
    identities: Identities,
    places: VersionPlaces,
    jobs: JobIdentities,
    versions: IncrementalVersions,
    artifacts: readonly Artifact[],
  ) {
    this.identities = identities;
    this.places = places;
    this.jobs = jobs;
    this.versions = versions;
    this.artifactIds = new Set(artifacts.map(({ id }) => id));
  }

  artifacts(records: readonly Artifact[]): readonly Artifact[] {
    const { hasAny, rootOf } = this.identities;
    return hasAny ? records.filter(({ id }) => rootOf(id) === id) : records;
  }

  /** Takes in which artifacts came and went. */
  changeArtifacts(removed: readonly Artifact[], added: readonly Artifact[]): void {
    for (const { id } of removed) this.artifactIds.delete(id);
    for (const { id } of added) this.artifactIds.add(id);
  }

  snapshots(records: readonly Snapshot[]): readonly Snapshot[] {
    const { standsFor } = this.versions;
    const kept = standsFor.size === 0 ? records : records.filter(({ id }) => !standsFor.has(id));
    return mapped(kept, (record) => this.snapshot(record));
  }

  /** Of one that no other stands for. */
  snapshot(record: Snapshot): Snapshot {
    const own = this.placed(record, record.id);
    const sequence = this.versions.numbers.get(record.id);
    return sequence === undefined || sequence === own.sequence ? own : { ...own, sequence };
  }

  bindings(records: readonly Binding[]): readonly Binding[] {
    const kept = records.every((record) => isName(record, this.identities))
      ? records
      : records.filter((record) => isName(record, this.identities));
    return mapped(kept, (record) => this.ofArtifact(record));
  }

  /** Null where it says that two are one and a person set them apart. */
  binding(record: Binding): Binding | null {
    return isName(record, this.identities) ? this.ofArtifact(record) : null;
  }

  ofArtifact<R extends { readonly artifactId: ArtifactId }>(record: R): R {
    if (!this.identities.hasAny) return record;
    const artifactId = this.identities.rootOf(record.artifactId);
    return artifactId === record.artifactId ? record : { ...record, artifactId };
  }

  private placed<R extends { readonly artifactId: ArtifactId }>(record: R, id: SnapshotId | null): R {
    const artifactId = this.places.of(id, record.artifactId);
    return this.ofArtifact(artifactId === record.artifactId ? record : { ...record, artifactId });
  }

  ofVersion<R extends { readonly snapshotId: SnapshotId | null }>(record: R): R {
    const snapshotId =
      record.snapshotId === null ? undefined : this.versions.standsFor.get(record.snapshotId);
    return snapshotId === undefined ? record : { ...record, snapshotId };
  }

  ofBoth<R extends { readonly artifactId: ArtifactId; readonly snapshotId: SnapshotId | null }>(
    record: R,
  ): R {
    return this.ofVersion(this.placed(record, record.snapshotId));
  }

  ofJob<R extends { readonly jobId: JobId }>(record: R): R {
    if (!this.jobs.hasAny) return record;
    const jobId = this.jobs.rootOf(record.jobId);
    return jobId === record.jobId ? record : { ...record, jobId };
  }

  baseline(record: Baseline): Baseline {
    const own = this.ofArtifact(record);
    const { choice } = own;
    if (choice.kind === 'version') {
      const snapshotId = this.versions.standsFor.get(choice.snapshotId);
      return snapshotId === undefined ? own : { ...own, choice: { ...choice, snapshotId } };
    }
    if (choice.kind !== 'trainedOn') return own;
    const modelId = this.identities.rootOf(choice.modelId);
    return modelId === choice.modelId ? own : { ...own, choice: { ...choice, modelId } };
  }

  claim(record: Claim): Claim {
    const { artifactId, jobId } = record;
    const artifact = artifactId && this.identities.rootOf(this.places.of(record.snapshotId, artifactId));
    const job = jobId && this.jobs.rootOf(jobId);
    const isSame = artifact === artifactId && job === jobId;
    return this.ofVersion(isSame ? record : { ...record, artifactId: artifact, jobId: job });
  }

  observation(record: Observation): Observation {
    const own = this.ofJob(this.ofBoth(record));
    if (!own.columns) return own;
    const { rootOf } = this.identities;
    const known = own.columns.every(({ inputArtifactId: id }) => id === null || this.artifactIds.has(id))
      ? own.columns
      : own.columns.filter(({ inputArtifactId: id }) => id === null || this.artifactIds.has(id));
    const columns = mapped(known, (link): ColumnLink => {
      const { inputArtifactId: id } = link;
      return id === null || rootOf(id) === id ? link : { ...link, inputArtifactId: rootOf(id) };
    });
    return columns === own.columns ? own : { ...own, columns };
  }
}

/** Each mapped; the same list where each is what it was. */
export function mapped<R>(records: readonly R[], map: (record: R) => R): readonly R[] {
  let changed: R[] | null = null;
  for (const [at, record] of records.entries()) {
    const other = map(record);
    if (other === record) continue;
    changed ??= [...records];
    changed[at] = other;
  }
  return changed ?? records;
}
