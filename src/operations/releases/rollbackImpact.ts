import { traverse } from '../../lineage/traverse';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { exactSnapshotsBehind } from '../lineage/provenance';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';

/** Two versions of one table, before and after. */
export interface TablePair {
  readonly artifact: ArtifactView;
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
}

/** Artifacts that an artifact's versions go into, nearest first: what sees it when an alias moves. */
export function downstreamArtifacts(workspace: Workspace, artifactId: ArtifactId): readonly ArtifactView[] {
  const graph = workspace.graph('definition');
  const start = graph.indexOf.get(`artifact:${artifactId}`);
  if (start === undefined) return [];
  return [...traverse(graph, start, 'downstream').nodes].flatMap((index) => {
    const node = graph.nodes[index];
    const view = node?.type === 'artifact' ? workspace.artifacts.get(node.artifactId) : undefined;
    return view && index !== start ? [view] : [];
  });
}

/** Exact versions that were made from this one, directly or through others, in the order of the traversal. */
export function versionsMadeFrom(workspace: Workspace, snapshotId: SnapshotId): readonly SnapshotView[] {
  return once(madeFrom, workspace, snapshotId, () => findMadeFrom(workspace, snapshotId));
}

function findMadeFrom(workspace: Workspace, snapshotId: SnapshotId): readonly SnapshotView[] {
  const graph = workspace.graph('version');
  const start = graph.indexOf.get(`snapshot:${snapshotId}`);
  if (start === undefined) return [];
  return [...traverse(graph, start, 'downstream').nodes].flatMap((index) => {
    const node = graph.nodes[index];
    const view = node?.type === 'snapshot' ? workspace.snapshots.get(node.snapshotId) : undefined;
    return view && index !== start ? [view] : [];
  });
}

/**
 * The tables by which two versions can be told apart: themselves where both are tables, else the nearest tables that they
 * were made from, where these are other versions on each side.
 */
export function comparableTables(
  workspace: Workspace,
  reference: SnapshotView,
  current: SnapshotView,
): readonly TablePair[] {
  const both = `${reference.snapshot.id} ${current.snapshot.id}`;
  return once(comparable, workspace, both, () => findComparable(workspace, reference, current));
}

/** What a view asks for again each time that its rendering is broken off and begun anew. */
type Found<T> = WeakMap<Workspace, Map<string, T>>;
const madeFrom: Found<readonly SnapshotView[]> = new WeakMap();
const comparable: Found<readonly TablePair[]> = new WeakMap();

function once<T>(found: Found<T>, workspace: Workspace, key: string, find: () => T): T {
  const own = found.get(workspace) ?? new Map<string, T>();
  found.set(workspace, own);
  const known = own.get(key);
  if (known !== undefined) return known;
  const value = find();
  own.set(key, value);
  return value;
}

function findComparable(
  workspace: Workspace,
  reference: SnapshotView,
  current: SnapshotView,
): readonly TablePair[] {
  const artifact = workspace.artifacts.get(reference.artifactId);
  if (artifact && reference.reading && current.reading) return [{ artifact, reference, current }];
  const isTable = ({ reading }: SnapshotView): boolean => reading !== null;
  const tablesBehind = ({ snapshot }: SnapshotView) =>
    exactSnapshotsBehind(workspace, snapshot.id, isTable).snapshots;
  const behind = new Map<ArtifactId, SnapshotView>();
  for (const { view } of tablesBehind(reference)) {
    if (!behind.has(view.artifactId)) behind.set(view.artifactId, view);
  }
  const pairs: (TablePair & { readonly hops: number })[] = [];
  for (const { view, artifact: of, hops } of tablesBehind(current)) {
    const before = behind.get(view.artifactId);
    if (!before || before === view) continue;
    behind.delete(view.artifactId);
    pairs.push({ artifact: of, reference: before, current: view, hops });
  }
  const nearest = Math.min(...pairs.map(({ hops }) => hops));
  return pairs.filter(({ hops }) => hops === nearest);
}
