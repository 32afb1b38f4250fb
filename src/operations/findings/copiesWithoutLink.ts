import type { Steps } from '../../lib/steps';
import { type Adjacency, flatEdgesOf } from '../../lineage/adjacency';
import type { LineageGraph } from '../../lineage/graph';
import type { SnapshotView, Workspace } from '../core/workspace';
import { type Finding, findingOf } from './finding';

/** Versions of different artifacts with one digest, neither of which is upstream of the other. */
export function* copiesWithoutLink(workspace: Workspace): Steps<readonly Finding[]> {
  const copies = copiesIn(workspace);
  yield 0;
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (let at = 0; at < copies.length; at += groupsAtOnce) {
    const some = copies.slice(at, at + groupsAtOnce);
    const linked = yield* linkedWith(
      workspace,
      some.map(({ first }) => first),
    );
    for (const [bit, { first, others }] of some.entries()) {
      const loose = others.filter((view) => !linked(view, bit));
      const named = loose.flatMap((view) => workspace.artifacts.get(view.artifactId) ?? []);
      const own = workspace.artifacts.get(first.artifactId);
      const key = [own, ...named].map((view) => view?.artifact.id).join(' ');
      if (!own || named.length === 0 || told.has(key)) continue;
      told.add(key);
      const names = named.map(({ name }) => name).join(', ');
      findings.push(
        findingOf('sameBytes', own, {
          found: `v${first.snapshot.sequence} has the bytes of ${names}.`,
          about: first.snapshot.digest ?? '',
          others: named,
        }),
      );
    }
    yield at / copies.length;
  }
  return findings;
}

/** As many as a word has bits: one walk of the graph answers for all of them. */
const groupsAtOnce = 32;

interface Copies {
  readonly first: SnapshotView;
  readonly others: readonly SnapshotView[];
}

/** Versions of one digest, of each artifact the last; the first artifact that is known stands first. */
function copiesIn(workspace: Workspace): readonly Copies[] {
  const byDigest = new Map<string, SnapshotView[]>();
  for (const view of workspace.snapshots.values()) {
    const { digest, byteLength } = view.snapshot;
    // Every empty file has the same digest, and says nothing.
    if (digest === null || byteLength === 0) continue;
    const known = byDigest.get(digest);
    if (known) known.push(view);
    else byDigest.set(digest, [view]);
  }
  return [...byDigest.values()].flatMap((views) => {
    const [first, ...others] = new Map(views.map((view) => [view.artifactId, view])).values();
    return first && others.length > 0 ? [{ first, others }] : [];
  });
}

/** Tells whether a version is upstream or downstream of the start with that number. At most `groupsAtOnce` starts. */
function* linkedWith(
  workspace: Workspace,
  starts: readonly SnapshotView[],
): Steps<(view: SnapshotView, bit: number) => boolean> {
  const graph = workspace.graph('version');
  const indexOf = ({ snapshot }: SnapshotView): number => graph.indexOf.get(`snapshot:${snapshot.id}`) ?? -1;
  const nodes = starts.map(indexOf);
  const { upstream, downstream } = flatEdgesOf(graph);
  const reached = [reachOf(graph, upstream, nodes)];
  yield 0;
  reached.push(reachOf(graph, downstream, nodes));
  return (view, bit) => {
    const index = indexOf(view);
    return index !== -1 && reached.some((bits) => (bits[index]! & (1 << bit)) !== 0);
  };
}

/** By node a bit for each start that it is reached from. A node is looked at again where it is reached from further ones. */
function reachOf(
  graph: LineageGraph,
  { starts, neighbours }: Adjacency,
  from: readonly number[],
): Int32Array {
  const bits = new Int32Array(graph.nodes.length);
  const isWaiting = new Uint8Array(graph.nodes.length);
  let waiting: number[] = [];
  for (const [bit, node] of from.entries()) {
    if (node === -1) continue;
    bits[node]! |= 1 << bit;
    if (!isWaiting[node]) waiting.push(node);
    isWaiting[node] = 1;
  }
  while (waiting.length > 0) {
    const next: number[] = [];
    for (const node of waiting) {
      isWaiting[node] = 0;
      const own = bits[node]!;
      for (let place = starts[node]!; place < starts[node + 1]!; place++) {
        const neighbour = neighbours[place]!;
        if ((bits[neighbour]! | own) === bits[neighbour]!) continue;
        bits[neighbour]! |= own;
        if (!isWaiting[neighbour]) next.push(neighbour);
        isWaiting[neighbour] = 1;
      }
    }
    waiting = next;
  }
  return bits;
}
