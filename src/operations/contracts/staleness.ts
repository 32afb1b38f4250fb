import { flowTags } from '../../lineage/tagFlow';
import { wayOf } from '../../lineage/tags';
import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, Workspace } from '../core/workspace';
import type { JudgedMoment } from './freshness';

/** How stale something is because of what is upstream of it, or of itself. */
export interface Staleness {
  readonly verdict: 'warn' | 'fail' | 'unknown';
  /** The stalest of it and everything upstream. */
  readonly from: ArtifactView;
  /** The names of the artifacts on the way, from the stalest to the artifact itself. */
  readonly way: readonly string[];
}

const ranks = { pass: 0, warn: 1, unknown: 2, fail: 3 } as const;

/** The worst that the objectives of one artifact say, with how long it is past its limit. */
interface Stale {
  readonly artifact: ArtifactView;
  readonly verdict: Staleness['verdict'];
  readonly overdue: number;
}

/** Everything that is stale, by what its objectives and those of everything upstream say [F8]; the fresh are not in it. */
export function staleness(
  workspace: Workspace,
  judged: ReadonlyMap<ArtifactId, readonly JudgedMoment[]>,
): ReadonlyMap<ArtifactId, Staleness> {
  const graph = workspace.graph('definition');
  const stale = [...judged].flatMap(([id, moments]) => staleOf(workspace.artifacts.get(id), moments));
  stale.sort(
    (a, b) =>
      ranks[b.verdict] - ranks[a.verdict] ||
      b.overdue - a.overdue ||
      (a.artifact.name < b.artifact.name ? -1 : 1),
  );
  const found = new Map<ArtifactId, Staleness>();
  for (const { artifact, verdict } of stale)
    if (!graph.indexOf.has(`artifact:${artifact.artifact.id}`))
      found.set(artifact.artifact.id, { verdict, from: artifact, way: [artifact.name] });
  const seeds = stale.flatMap(({ artifact }, rank) => {
    const node = graph.indexOf.get(`artifact:${artifact.artifact.id}`);
    return node === undefined
      ? []
      : [{ node, column: null, tag: String(rank), certainty: 'certain' as const }];
  });
  if (seeds.length === 0) return found;
  const observations = new Map(workspace.observations.map((each) => [each.id, each]));
  const records = { observationOf: (id: string) => observations.get(id), derivations: workspace.derivations };
  for (const [index, arrivals] of flowTags(graph, records, seeds).at) {
    const node = graph.nodes[index]!;
    if (node.type !== 'artifact') continue;
    const worst = arrivals.reduce((a, b) => (Number(b.tag) < Number(a.tag) ? b : a));
    const { artifact, verdict } = stale[Number(worst.tag)]!;
    const way = wayOf(worst).flatMap((arrival) => {
      const at = graph.nodes[arrival.node]!;
      return at.type === 'artifact' ? (workspace.artifacts.get(at.artifactId)?.name ?? []) : [];
    });
    found.set(node.artifactId, { verdict, from: artifact, way });
  }
  return found;
}

function staleOf(artifact: ArtifactView | undefined, moments: readonly JudgedMoment[]): readonly Stale[] {
  if (!artifact) return [];
  const all = moments.flatMap(({ verdict: { verdict, at, errorAt, warnAt } }): readonly Stale[] => {
    if (verdict === 'pass') return [];
    return [{ artifact, verdict, overdue: at - (errorAt ?? warnAt ?? at) }];
  });
  if (all.length === 0) return [];
  return [all.reduce((a, b) => ((ranks[b.verdict] - ranks[a.verdict] || b.overdue - a.overdue) > 0 ? b : a))];
}
