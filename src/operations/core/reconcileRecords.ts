import { runAtOnce, type Steps } from '../../lib/steps';
import type { ColumnLink, JobId, Observation, Run, RunId } from '../../lineage/records';
import type { Guardrail } from '../../gates/guardrail';
import type {
  AliasMove,
  Annotation,
  Artifact,
  ArtifactId,
  Binding,
  Snapshot,
  SnapshotId,
} from '../../versioning/records';
import { type Identities, identitiesOf } from './identities';
import { compareVersionNames, isNamedVersion } from './namedVersions';
import { PairMap } from './pairMap';

/** Records in view, as far as separate imports tell of them. */
export interface ToldRecords {
  readonly artifacts: readonly Artifact[];
  readonly bindings: readonly Binding[];
  readonly snapshots: readonly Snapshot[];
  readonly annotations: readonly Annotation[];
  readonly runs: readonly Run[];
  readonly observations: readonly Observation[];
  readonly aliasMoves: readonly AliasMove[];
  readonly guardrails: readonly Guardrail[];
}

/**
 * What separate imports said, put together, so that it does not matter how lineage was split into files and in which order
 * these came: artifacts that are one thing are one record, and so are versions of one name; versions that only a source names
 * are numbered by time; a link under another job than its run's is the job's own; a child whose parent ended runs no more.
 * Rules [L40] to [L44]. What is so already is given back as it is.
 */
export function reconcileRecords<T extends ToldRecords>(records: T): T {
  return runAtOnce(reconcileInSteps(records));
}

/** The same with stops. */
export function* reconcileInSteps<T extends ToldRecords>(records: T): Steps<T> {
  const identities = identitiesOf(records.artifacts, records.bindings);
  const joined = identities.hasAny ? joinArtifacts(records, identities) : records;
  yield 0;
  const { snapshots, standsFor } = reconcileVersions(joined.snapshots, identities.hasAny);
  yield 0;
  const versioned = standsFor.size > 0 ? joinVersions(joined, standsFor) : joined;
  const observations = yield* reconcileLinks(versioned);
  yield 0;
  return { ...records, ...versioned, snapshots, observations, runs: reconcileRuns(records.runs) };
}

/** [L40] */
function joinArtifacts(records: ToldRecords, { rootOf }: Identities): ToldRecords {
  const moved = <T extends { readonly artifactId: ArtifactId }>(record: T): T => {
    const artifactId = rootOf(record.artifactId);
    return artifactId === record.artifactId ? record : { ...record, artifactId };
  };
  return {
    ...records,
    artifacts: records.artifacts.filter(({ id }) => rootOf(id) === id),
    bindings: records.bindings.map(moved),
    snapshots: records.snapshots.map(moved),
    aliasMoves: records.aliasMoves.map(moved),
    guardrails: records.guardrails.map(moved),
    observations: records.observations.map((observation) => {
      const { columns } = observation;
      if (!columns) return moved(observation);
      const links = columns.map((link): ColumnLink => {
        const { inputArtifactId } = link;
        return inputArtifactId === null ? link : { ...link, inputArtifactId: rootOf(inputArtifactId) };
      });
      return { ...moved(observation), columns: links };
    }),
  };
}

interface Versions {
  readonly snapshots: readonly Snapshot[];
  /** The snapshot that stands for a version, by another of that version. */
  readonly standsFor: ReadonlyMap<SnapshotId, SnapshotId>;
}

/** [L41], [L42] */
function reconcileVersions(snapshots: readonly Snapshot[], isJoined: boolean): Versions {
  const standsFor = new Map<SnapshotId, SnapshotId>();
  const named = new PairMap<Snapshot>();
  const parents = new Set(snapshots.flatMap((snapshot) => snapshot.parents));
  const movable = new Map<ArtifactId, Snapshot[]>();
  for (const snapshot of snapshots) {
    if (!isNamedVersion(snapshot) || snapshot.source.kind !== 'import') continue;
    const { artifactId, source } = snapshot;
    const known = named.get(artifactId, source.reference);
    if (!known) named.set(artifactId, source.reference, snapshot);
    else {
      const [first, second] = compareTimes(known, snapshot) < 0 ? [known, snapshot] : [snapshot, known];
      named.set(artifactId, source.reference, first);
      standsFor.set(second.id, first.id);
    }
  }
  for (const [id, first] of standsFor) {
    let last = first;
    for (let next = standsFor.get(last); next !== undefined; next = standsFor.get(last)) last = next;
    standsFor.set(id, last);
  }
  for (const snapshot of named.values()) {
    if (snapshot.parents.length > 0 || parents.has(snapshot.id)) continue;
    const own = movable.get(snapshot.artifactId);
    if (own) own.push(snapshot);
    else movable.set(snapshot.artifactId, [snapshot]);
  }
  const numbers = isJoined ? numberJoined(snapshots, standsFor) : dealNumbers(movable);
  if (numbers.size === 0 && standsFor.size === 0) return { snapshots, standsFor };
  const kept = snapshots.filter(({ id }) => !standsFor.has(id));
  const numbered = kept.map((snapshot) => {
    const sequence = numbers.get(snapshot.id);
    return sequence === undefined ? snapshot : { ...snapshot, sequence };
  });
  return { snapshots: numbered, standsFor };
}

/** Among an artifact's versions that only a source names, the numbers that they have are dealt out by time. */
function dealNumbers(movable: ReadonlyMap<ArtifactId, readonly Snapshot[]>): Map<SnapshotId, number> {
  const numbers = new Map<SnapshotId, number>();
  for (const versions of movable.values()) {
    if (versions.length < 2) continue;
    const free = versions.map(({ sequence }) => sequence).sort((a, b) => a - b);
    versions.toSorted(compareTimes).forEach(({ id, sequence }, index) => {
      if (free[index] !== sequence) numbers.set(id, free[index]!);
    });
  }
  return numbers;
}

/** Where artifacts are one, two versions may have one number: those of such an artifact are counted anew, by time. */
function numberJoined(
  snapshots: readonly Snapshot[],
  standsFor: ReadonlyMap<SnapshotId, SnapshotId>,
): Map<SnapshotId, number> {
  const byArtifact = new Map<ArtifactId, Snapshot[]>();
  for (const snapshot of snapshots) {
    if (standsFor.has(snapshot.id)) continue;
    const own = byArtifact.get(snapshot.artifactId);
    if (own) own.push(snapshot);
    else byArtifact.set(snapshot.artifactId, [snapshot]);
  }
  const numbers = new Map<SnapshotId, number>();
  for (const own of byArtifact.values()) {
    if (new Set(own.map(({ sequence }) => sequence)).size === own.length) {
      const movable = own.filter((each) => isNamedVersion(each));
      for (const [id, sequence] of dealNumbers(new Map([[own[0]!.artifactId, movable]])))
        numbers.set(id, sequence);
    } else own.toSorted(compareTimes).forEach(({ id }, index) => numbers.set(id, index + 1));
  }
  return numbers;
}

function joinVersions(records: ToldRecords, standsFor: ReadonlyMap<SnapshotId, SnapshotId>): ToldRecords {
  const moved = <T extends { readonly snapshotId: SnapshotId | null }>(record: T): T => {
    const snapshotId = record.snapshotId === null ? undefined : standsFor.get(record.snapshotId);
    return snapshotId === undefined ? record : { ...record, snapshotId };
  };
  return {
    ...records,
    observations: records.observations.map(moved),
    aliasMoves: records.aliasMoves.map(moved),
    annotations: records.annotations.map(moved),
  };
}

/** Links that are looked at between two stops. */
const linksPerStep = 4000;

/** [L43]: a run's links are those under its own job; column links that named what was not there find it now. */
function* reconcileLinks(records: ToldRecords): Steps<readonly Observation[]> {
  const { observations } = records;
  const jobOf = new Map<RunId, JobId>(records.runs.map(({ id, jobId }) => [id, jobId]));
  let sources: ColumnNames | null = null;
  let changed: Observation[] | null = null;
  for (const [index, observation] of observations.entries()) {
    if (index % linksPerStep === linksPerStep - 1) yield 0;
    const { runId, jobId, columns } = observation;
    const job = runId === null ? undefined : jobOf.get(runId);
    const isOther = job !== undefined && job !== jobId;
    const isOpen = columns?.some((link) => link.inputArtifactId === null) === true;
    if (!isOther && !isOpen) continue;
    changed ??= [...observations];
    if (isOpen) sources ??= new ColumnNames(records);
    changed[index] = {
      ...observation,
      ...(isOther && { runId: null }),
      ...(isOpen && { columns: columns.map((link) => sources!.resolve(link, jobId)) }),
    };
  }
  return changed ?? observations;
}

/** What the names in column links mean, once all is known. */
class ColumnNames {
  private readonly byName = new PairMap<ArtifactId>();
  private readonly namesOf = new Map<ArtifactId, { readonly namespace: string; readonly name: string }[]>();
  private readonly inputsOf = new Map<JobId, Set<ArtifactId>>();

  constructor({ bindings, observations }: ToldRecords) {
    for (const { namespace, name, artifactId } of bindings) {
      this.byName.set(namespace, name, artifactId);
      const own = this.namesOf.get(artifactId);
      if (own) own.push({ namespace, name });
      else this.namesOf.set(artifactId, [{ namespace, name }]);
    }
    for (const { role, jobId, artifactId } of observations) {
      if (role !== 'input') continue;
      const own = this.inputsOf.get(jobId);
      if (own) own.add(artifactId);
      else this.inputsOf.set(jobId, new Set([artifactId]));
    }
  }

  /** By exact name, by one that differs in a leading slash alone, else the innermost folder around it that its job reads. */
  resolve(link: ColumnLink, jobId: JobId): ColumnLink {
    const { from } = link;
    if (link.inputArtifactId !== null || from === undefined) return link;
    const { namespace, name } = from;
    const other = name.startsWith('/') ? name.slice(1) : `/${name}`;
    const found =
      this.byName.get(namespace, name) ??
      this.byName.get(namespace, other) ??
      this.folderAround(namespace, name, jobId);
    return found === undefined ? link : { ...link, inputArtifactId: found };
  }

  private folderAround(namespace: string, name: string, jobId: JobId): ArtifactId | undefined {
    let found: ArtifactId | undefined;
    let length = 0;
    for (const id of this.inputsOf.get(jobId) ?? []) {
      for (const folder of this.namesOf.get(id) ?? []) {
        const prefix = folder.name.endsWith('/') ? folder.name : `${folder.name}/`;
        if (folder.namespace !== namespace || !name.startsWith(prefix) || prefix.length <= length) continue;
        found = id;
        length = prefix.length;
      }
    }
    return found;
  }
}

/** [L44] */
function reconcileRuns(runs: readonly Run[]): readonly Run[] {
  if (!runs.some(({ state, parentRunId }) => state === 'running' && parentRunId !== null)) return runs;
  const byId = new Map<string, Run>(runs.map((run) => [run.id, run]));
  const isOver = (run: Run | undefined, seen: ReadonlySet<string>): boolean => {
    if (!run || seen.has(run.id)) return false;
    if (run.state === 'completed' || run.state === 'failed' || run.state === 'aborted') return true;
    return isParentOver(run, new Set([...seen, run.id]));
  };
  const isParentOver = ({ parentRunId, root }: Run, seen: ReadonlySet<string>): boolean =>
    (parentRunId !== null && isOver(byId.get(parentRunId), seen)) ||
    (root !== undefined && isOver(byId.get(root.id), seen));
  return runs.map((run) =>
    run.state === 'running' && isParentOver(run, new Set([run.id])) ? { ...run, state: 'unknown' } : run,
  );
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
