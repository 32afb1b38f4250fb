import type { ListChange } from '../lib/listChange';
import type { Artifact, ArtifactId, Snapshot } from '../versioning/records';
import type { GraphRecords } from './buildGraph';
import type { GraphKind, GraphNode, NodeKey } from './graph';
import { artifactNode, byVersion, jobNode, runNode, snapshotNode } from './graphParts';
import type { Job, Observation, Run } from './records';

/** What may be a node of a graph, while its records come and go. */
export interface IncrementalNode {
  readonly type: GraphNode['type'];
  readonly key: NodeKey;
  /** Its own, whatever else comes and goes. */
  readonly ordinal: number;
  /** Null while no record is it. */
  node: GraphNode | null;
  /** Observations that are drawn at it. */
  links: number;
  /** Of an artifact its versions, of a job its runs: these stand for it in the version graph. */
  parts: number;
  /** Where it was listed last; -1 where it was not. */
  index: number;
}

/** What came and went of what nodes are made of. */
export interface NodeChange {
  readonly artifacts: ListChange<Artifact>;
  readonly snapshots: ListChange<Snapshot>;
  readonly jobs: ListChange<Job>;
  readonly runs: ListChange<Run>;
}

/** The nodes of one graph, brought up to date as its records change. Rules [L1] and [L5]. */
export class IncrementalNodes {
  /** Whether any node is another one since they were listed. */
  isChanged = true;
  /** Whether any came or went since they were listed. */
  hasComeOrGone = true;

  private readonly kind: GraphKind;
  private readonly known = {
    artifact: new Map<string, IncrementalNode>(),
    snapshot: new Map<string, IncrementalNode>(),
    job: new Map<string, IncrementalNode>(),
    run: new Map<string, IncrementalNode>(),
  };
  private count = 0;
  /** In the order of the version graph. */
  private versions: readonly Snapshot[] = [];
  /** Whether two versions of an artifact have one number: their order is that of the records. */
  private hasTies = false;
  private listed: readonly IncrementalNode[] = [];

  constructor(kind: GraphKind) {
    this.kind = kind;
  }

  of(type: GraphNode['type'], id: string): IncrementalNode {
    const found = this.known[type].get(id);
    if (found) return found;
    const ordinal = this.count++;
    const made: IncrementalNode = {
      type,
      key: `${type}:${id}`,
      ordinal,
      node: null,
      links: 0,
      parts: 0,
      index: -1,
    };
    this.known[type].set(id, made);
    return made;
  }

  /** The two nodes that an observation is drawn between. */
  endsOf({ role, runId, jobId, snapshotId, artifactId }: Observation): {
    readonly from: IncrementalNode;
    readonly to: IncrementalNode;
  } {
    const isOfVersions = this.kind === 'version';
    const data =
      isOfVersions && snapshotId !== null ? this.of('snapshot', snapshotId) : this.of('artifact', artifactId);
    const process = isOfVersions && runId !== null ? this.of('run', runId) : this.of('job', jobId);
    return role === 'input' ? { from: data, to: process } : { from: process, to: data };
  }

  change({ artifacts, snapshots, jobs, runs }: NodeChange): void {
    for (const { id } of goneFrom(artifacts)) this.set(this.of('artifact', id), null);
    for (const artifact of artifacts.added)
      this.set(this.of('artifact', artifact.id), artifactNode(artifact));
    for (const { id } of goneFrom(jobs)) this.set(this.of('job', id), null);
    for (const job of jobs.added) this.set(this.of('job', job.id), jobNode(job));
    if (this.kind === 'definition') return;
    this.changeVersions(snapshots, new Set([...artifacts.removed, ...artifacts.added].map(({ id }) => id)));
    for (const { id } of goneFrom(runs)) this.set(this.of('run', id), null);
    for (const run of runs.added) {
      this.set(this.of('run', run.id), runNode(run));
      this.addParts(this.of('job', run.jobId), 1);
    }
    // After those that came: a run that was written anew leaves its job with as many.
    for (const { jobId } of runs.removed) this.addParts(this.of('job', jobId), -1);
  }

  /** Says that an observation is drawn at a node now, or no more. */
  addLinks(node: IncrementalNode, count: 1 | -1): void {
    node.links += count;
    if (this.isStoodFor(node) && node.links === (count === 1 ? 1 : 0)) this.notePresence();
  }

  /** Those that the graph has, in its order, with the index that each had before. They have their new indexes then. */
  list(records: GraphRecords): {
    readonly nodes: readonly IncrementalNode[];
    readonly indexesBefore: readonly number[];
  } {
    if (!this.hasComeOrGone) return { nodes: this.listed, indexesBefore: [...this.listed.keys()] };
    if (this.hasTies) this.versions = [...records.snapshots].sort(byVersion);
    this.hasTies = false;
    const nodes: IncrementalNode[] = [];
    const add = (type: GraphNode['type'], all: Iterable<{ readonly id: string }>): void => {
      for (const { id } of all) {
        const own = this.of(type, id);
        if (this.isShown(own)) nodes.push(own);
      }
    };
    add('artifact', records.artifacts);
    if (this.kind === 'version') add('snapshot', this.versions);
    add('job', records.jobs);
    if (this.kind === 'version') add('run', records.runs);
    const indexesBefore = nodes.map(({ index }) => index);
    for (const node of this.listed) node.index = -1;
    nodes.forEach((node, index) => {
      node.index = index;
    });
    this.listed = nodes;
    this.hasComeOrGone = false;
    return { nodes, indexesBefore };
  }

  /** The nodes that were listed last, as they are now. */
  current(): readonly GraphNode[] {
    this.isChanged = false;
    return this.listed.map(({ node }) => node!);
  }

  private isShown(node: IncrementalNode): boolean {
    return node.node !== null && (!this.isStoodFor(node) || node.links > 0 || node.parts === 0);
  }

  /** Whether versions or runs can stand for it. */
  private isStoodFor({ type }: IncrementalNode): boolean {
    return this.kind === 'version' && (type === 'artifact' || type === 'job');
  }

  private changeVersions(change: ListChange<Snapshot>, artifactIds: ReadonlySet<ArtifactId>): void {
    const gone = new Set(change.removed);
    if (gone.size > 0) this.versions = this.versions.filter((snapshot) => !gone.has(snapshot));
    if (change.added.length > 0) {
      // One of another artifact stands elsewhere in the order.
      if (change.removed.length > 0) this.notePresence();
      this.versions = merged(this.versions, change.added.toSorted(byVersion));
      this.hasTies ||= this.versions.some(
        (snapshot, at) => at > 0 && byVersion(this.versions[at - 1]!, snapshot) === 0,
      );
    }
    for (const { id } of goneFrom(change)) this.set(this.of('snapshot', id), null);
    for (const snapshot of change.added) {
      this.set(this.of('snapshot', snapshot.id), snapshotNode(snapshot, this.kindOf(snapshot.artifactId)));
      this.addParts(this.of('artifact', snapshot.artifactId), 1);
    }
    for (const { artifactId } of change.removed) this.addParts(this.of('artifact', artifactId), -1);
    if (artifactIds.size === 0) return;
    for (const snapshot of this.versions) {
      const kind = artifactIds.has(snapshot.artifactId) ? this.kindOf(snapshot.artifactId) : null;
      if (kind !== null) this.set(this.of('snapshot', snapshot.id), snapshotNode(snapshot, kind));
    }
  }

  private kindOf(artifactId: ArtifactId) {
    const { node } = this.of('artifact', artifactId);
    return node?.type === 'artifact' ? node.kind : 'other';
  }

  private set(kept: IncrementalNode, node: GraphNode | null): void {
    const before = kept.node;
    if (before && node && isSameNode(before, node)) return;
    if ((before === null) !== (node === null)) this.notePresence();
    kept.node = node;
    this.isChanged = true;
  }

  private addParts(node: IncrementalNode, count: 1 | -1): void {
    node.parts += count;
    if (node.parts === (count === 1 ? 1 : 0)) this.notePresence();
  }

  private notePresence(): void {
    this.isChanged = true;
    this.hasComeOrGone = true;
  }
}

/** Those that are no more, and not only something else. */
function goneFrom<R extends { readonly id: string }>({ removed, added }: ListChange<R>): readonly R[] {
  if (removed.length === 0 || added.length === 0) return removed;
  const ids = new Set<string>(added.map(({ id }) => id));
  return removed.filter(({ id }) => !ids.has(id));
}

function isSameNode(a: GraphNode, b: GraphNode): boolean {
  if ('kind' in a && 'kind' in b && a.kind !== b.kind) return false;
  if ('artifactId' in a && 'artifactId' in b) return a.artifactId === b.artifactId;
  return !('jobId' in a && 'jobId' in b) || a.jobId === b.jobId;
}

/** Two lists in order as one. */
function merged(one: readonly Snapshot[], other: readonly Snapshot[]): Snapshot[] {
  const all: Snapshot[] = [];
  let at = 0;
  for (const snapshot of other) {
    while (at < one.length && byVersion(one[at]!, snapshot) <= 0) all.push(one[at++]!);
    all.push(snapshot);
  }
  return all.concat(one.slice(at));
}
