import { traverse } from '../../lineage/traverse';
import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, Workspace } from '../core/workspace';

/** The artifacts downstream of some, these left out, in order of their names. */
export function endangeredArtifacts(
  workspace: Workspace,
  from: readonly ArtifactId[],
): readonly ArtifactView[] {
  const graph = workspace.graph('definition');
  const found = new Set<ArtifactId>();
  for (const id of from) {
    const start = graph.indexOf.get(`artifact:${id}`);
    if (start === undefined) continue;
    for (const index of traverse(graph, start, 'downstream').nodes) {
      const node = graph.nodes[index]!;
      if (node.type === 'artifact') found.add(node.artifactId);
    }
  }
  return [...found]
    .filter((id) => !from.includes(id))
    .flatMap((id) => workspace.artifacts.get(id) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The artifact that a path means: of its whole name; else the only one that its path ends with, or whose name ends with the path. Null
 * where there is none, or several.
 */
export function artifactOfPath(workspace: Workspace, path: string): ArtifactView | null {
  const plain = path.replace(/^(?:\.\/)+/, '').replaceAll(/\/{2,}/g, '/');
  const views = [...workspace.artifacts.values()];
  const namesOf = ({ name, names }: ArtifactView): readonly string[] => [
    name,
    ...names.map((each) => each.name),
  ];
  const exact = views.filter((view) => namesOf(view).includes(plain));
  if (exact.length > 0) return exact.length === 1 ? exact[0]! : null;
  const isPart = (name: string): boolean => plain.endsWith(`/${name}`) || name.endsWith(`/${plain}`);
  const near = views.filter((view) => namesOf(view).some(isPart));
  return near.length === 1 ? near[0]! : null;
}
