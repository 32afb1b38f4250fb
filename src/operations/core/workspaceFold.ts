import { runAtOnce, type Steps } from '../../lib/steps';
import type { ListedRecords } from '../../lineage/incrementalGraph';
import type { Derivation } from '../../lineage/graph';
import type { JobId, RunId } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { type AliasView, foldAliases } from './aliases';
import { inOrderOfArrival } from './arrival';
import { unreadKey } from './unread';
import { withKind } from './artifactKind';
import type { KeptStates } from './bytesPlace';
import { IncrementalReconciliation } from './incrementalReconciliation';
import type { LiveRecords } from './liveRecords';
import { derivationsOf } from './derivations';
import { recordsChange } from './recordChanges';
import { reconcileRecords } from './reconcileRecords';
import type { ArtifactView, JobView, RunView, SnapshotView, Workspace } from './workspace';
import { WorkspaceGraphs } from './workspaceGraphs';
import { nameKey, type Touched, WorkspaceIndexes } from './workspaceIndexes';
import { artifactView, jobView, runView, snapshotView } from './workspaceParts';
import {
  artifactsChange,
  noViews,
  viewsAfter,
  viewsOf,
  type WorkspaceViews,
  workspaceOf,
} from './workspaceViews';

/** Joins records in view to what people see. */
export function foldWorkspace(records: LiveRecords): Workspace {
  return runAtOnce(foldInSteps(records)).workspace;
}

/** The same with stops, and kept so that it can be updated. */
export function* foldInSteps(stored: LiveRecords): Steps<WorkspaceFold> {
  const ordered = yield* inOrderOfArrival(stored);
  const reconciled = yield* reconcileRecords(ordered);
  yield 0;
  const fold = new WorkspaceFold(ordered, yield* IncrementalReconciliation.of(ordered, reconciled));
  yield* fold.foldAll();
  return fold;
}

/**
 * A workspace with what it was folded from, so that after a change only what the change touched is folded again. All else
 * stays the same object, and what was given out never changes.
 */
export class WorkspaceFold {
  /** As they are stored, in the order of the workspace. */
  private stored: LiveRecords;
  /** The same, with what separate imports said put together. */
  private records: LiveRecords;
  private readonly reconciliation: IncrementalReconciliation;
  private readonly indexes: WorkspaceIndexes;
  private readonly aliases = new Map<ArtifactId, readonly AliasView[]>();
  /** Versions by what their bytes are known to be. */
  private readonly snapshotsWith = new Map<string, Set<SnapshotId>>();
  private views: WorkspaceViews;
  private graphs: WorkspaceGraphs;
  /** Of the claims and names of `derivedFrom`. */
  private derivations: readonly Derivation[] = [];
  private derivedFrom: readonly unknown[] = [];
  private current: Workspace | null = null;

  constructor(stored: LiveRecords, reconciliation: IncrementalReconciliation) {
    this.stored = stored;
    this.reconciliation = reconciliation;
    this.records = reconciliation.records;
    this.indexes = new WorkspaceIndexes();
    this.views = noViews;
    this.graphs = new WorkspaceGraphs(this.graphRecords());
  }

  get workspace(): Workspace {
    return (this.current ??= workspaceOf(this.views, this.graphs.now(), this.records, this.derivations));
  }

  /** Makes ready what would take long when a view asks for it. */
  prepare(): Steps<void> {
    return this.graphs.prepare();
  }

  /** The records in view that the workspace is of, in its order. */
  get folded(): LiveRecords {
    return this.stored;
  }

  /** Every part of it. */
  *foldAll(): Steps<void> {
    const { records, indexes } = this;
    yield* indexes.fill(records);
    this.views = { ...noViews, manifests: new Map(indexes.manifests) };
    for (const { id } of records.artifacts) this.foldAliases(id);
    const snapshots = yield* viewsOf(records.snapshots, (id) => this.foldSnapshot(id));
    for (const [id, { snapshot }] of snapshots) this.noteBytes(id, null, snapshot.digest);
    this.views = { ...this.views, snapshots };
    const artifacts = yield* viewsOf(records.artifacts, (id) => this.foldArtifact(id));
    const runs = yield* viewsOf(records.runs, (id) => this.foldRun(id));
    this.views = { ...this.views, artifacts, runs };
    const jobs = yield* viewsOf(records.jobs, (id) => this.foldJob(id));
    this.views = { ...this.views, jobs, names: new Map() };
    const names = records.bindings.map(({ namespace, name }) => nameKey(namespace, name));
    this.views = { ...this.views, names: this.foldNames(names) };
    this.foldDerivations();
    this.graphs = new WorkspaceGraphs(this.graphRecords());
  }

  /** The workspace of other records: those that stayed are the same objects, in the order of `folded`. */
  update(stored: LiveRecords): Workspace {
    if (stored === this.stored) return this.workspace;
    const before = this.records;
    const records = this.reconciliation.after(stored);
    this.stored = stored;
    const change = recordsChange(before, records);
    const touched = this.indexes.change(change);
    this.records = records;
    for (const digest of changedStates(before.keptStates, records.keptStates)) touched.digests.add(digest);
    for (const id of touched.aliased) {
      const standing = [...(this.aliases.get(id) ?? []), ...this.foldAliases(id)];
      for (const { snapshotId } of standing) if (snapshotId !== null) touched.snapshots.add(snapshotId);
    }
    if (before.manifests !== records.manifests)
      this.views = { ...this.views, manifests: new Map(this.indexes.manifests) };
    this.touchBytes(touched);
    const { artifacts } = this.views;
    this.updateViews(touched);
    this.foldDerivations();
    const ofArtifacts = artifactsChange(touched.artifacts, artifacts, this.views.artifacts);
    this.graphs.change({ ...change, artifacts: ofArtifacts }, this.graphRecords());
    this.current = null;
    return this.workspace;
  }

  private updateViews({ snapshots, artifacts, runs, jobs, names }: Touched): void {
    const { records, views } = this;
    const update = { ...views };
    update.snapshots = viewsAfter(views.snapshots, snapshots, records.snapshots, (id) =>
      this.foldSnapshot(id),
    );
    for (const id of snapshots) {
      const [before, after] = [views.snapshots.get(id), update.snapshots.get(id)];
      this.noteBytes(id, before?.snapshot.digest ?? null, after?.snapshot.digest ?? null);
      for (const view of [before, after]) if (view) artifacts.add(view.artifactId);
    }
    this.views = update;
    update.artifacts = viewsAfter(views.artifacts, artifacts, records.artifacts, (id) =>
      this.foldArtifact(id),
    );
    update.runs = viewsAfter(views.runs, runs, records.runs, (id) => this.foldRun(id));
    for (const id of runs) {
      for (const view of [views.runs.get(id), update.runs.get(id)]) if (view) jobs.add(view.run.jobId);
    }
    update.jobs = viewsAfter(views.jobs, jobs, records.jobs, (id) => this.foldJob(id));
    if (names.size > 0) update.names = this.foldNames(names);
  }

  private foldSnapshot(id: SnapshotId): SnapshotView | undefined {
    const { indexes } = this;
    const snapshot = indexes.snapshots.get(id);
    if (!snapshot) return undefined;
    const aliases = this.aliases.get(snapshot.artifactId) ?? [];
    return snapshotView({
      snapshot,
      annotations: inOrderOfChange(indexes.annotationsOf.of(id)),
      claims: indexes.claimsOfVersion.of(id),
      aliases: aliases.flatMap((alias) => (alias.snapshotId === id ? alias.name : [])),
      readings: {
        of: (key) => indexes.readings.get(key),
        ofDigest: (digest) => indexes.readingsOf.of(digest),
        isClaimed: (key) => this.records.unread.has(unreadKey('readings', key)),
      },
      manifestOf: (digest) => indexes.manifests.get(digest),
      keptStates: this.records.keptStates,
      unread: this.records.unread,
    });
  }

  private foldArtifact(id: ArtifactId): ArtifactView | undefined {
    const { indexes } = this;
    const artifact = indexes.artifacts.get(id);
    if (!artifact) return undefined;
    const bindings = inOrderOfChange(indexes.bindingsOf.of(id));
    return artifactView({
      artifact: withKind(artifact, bindings),
      bindings,
      snapshots: indexes.snapshotsOf.of(id).map((snapshot) => this.views.snapshots.get(snapshot.id)!),
      aliases: this.aliases.get(id) ?? [],
      guardrails: indexes.guardrailsOf.of(id),
      baselines: indexes.baselinesOf.of(id),
      contracts: indexes.contractsOf.of(id),
      waivers: indexes.waiversOf.of(id),
      claims: indexes.claimsOfArtifact.of(id),
    });
  }

  private foldRun(id: RunId): RunView | undefined {
    const run = this.indexes.runs.get(id);
    const job = run && this.indexes.jobs.get(run.jobId);
    return job && runView(run, job, this.indexes.observationsOf.of(id));
  }

  private foldJob(id: JobId): JobView | undefined {
    const job = this.indexes.jobs.get(id);
    return (
      job &&
      jobView(
        job,
        this.indexes.runsOf.of(id).map((run) => this.views.runs.get(run.id)!),
        this.indexes.claimsOfJob.of(id),
      )
    );
  }

  private foldAliases(id: ArtifactId): readonly AliasView[] {
    const moves = this.indexes.movesOf.of(id);
    const aliases = moves.length === 0 ? [] : (foldAliases(moves).get(id) ?? []);
    if (aliases.length > 0) this.aliases.set(id, aliases);
    else this.aliases.delete(id);
    return aliases;
  }

  /** Of two bindings of one name, the later holds. */
  private foldNames(touched: Iterable<string>): ReadonlyMap<string, ArtifactId> {
    const before = this.views.names;
    const holders = Array.from(touched, (name) => {
      const bindings = inOrderOfChange(this.indexes.bindingsNamed.of(name));
      const holder = bindings.findLast(({ artifactId }) => this.views.artifacts.has(artifactId));
      return [name, holder?.artifactId] as const;
    });
    if (holders.every(([name, id]) => before.get(name) === id)) return before;
    const names = new Map(before);
    for (const [name, id] of holders) {
      if (id === undefined) names.delete(name);
      else names.set(name, id);
    }
    return names;
  }

  private foldDerivations(): void {
    const { names } = this.views;
    const { claims } = this.records;
    if (this.derivedFrom[0] === claims && this.derivedFrom[1] === names) return;
    this.derivedFrom = [claims, names];
    const found = derivationsOf(claims, ({ namespace, name }) => names.get(nameKey(namespace, name)));
    // The graphs stay the same objects while nothing else is derived.
    if (JSON.stringify(found) !== JSON.stringify(this.derivations)) this.derivations = found;
  }

  /** Versions whose bytes something else is known of; a folder's are those of its files. */
  private touchBytes({ digests, snapshots }: Touched): void {
    if (digests.size === 0) return;
    for (const { digest, entries } of this.views.manifests.values()) {
      if (entries.some((entry) => digests.has(entry.digest))) digests.add(digest);
    }
    for (const digest of digests) for (const id of this.snapshotsWith.get(digest) ?? []) snapshots.add(id);
  }

  private noteBytes(id: SnapshotId, before: string | null, after: string | null): void {
    if (before !== null && before !== after) this.snapshotsWith.get(before)?.delete(id);
    if (after === null) return;
    const own = this.snapshotsWith.get(after);
    if (own) own.add(id);
    else this.snapshotsWith.set(after, new Set([id]));
  }

  private graphRecords(): ListedRecords {
    const { snapshots, jobs, runs, observations } = this.records;
    const artifacts = Array.from(this.views.artifacts.values(), ({ artifact }) => artifact);
    return { artifacts, snapshots, jobs, runs, observations, derivations: this.derivations };
  }
}

function changedStates(before: KeptStates, after: KeptStates): readonly string[] {
  if (before === after) return [];
  const digests = [...before.keys(), ...after.keys()];
  return digests.filter((digest) => before.get(digest) !== after.get(digest));
}
