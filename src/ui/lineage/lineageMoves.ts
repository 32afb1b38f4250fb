import type { GraphKind, LineageGraph, NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { deeper, defaultDepth, graphKindOf, type LineageSearch, without } from './lineageSearch';
import { counterpartOf } from './nodeFacts';
import { nodeKindOf } from './shownGraph';

/** Each move is a search made from a search: what the view shows is in its link, and nowhere else. */
export function selectNode(search: LineageSearch, key: NodeKey): LineageSearch {
  return search.select === key ? search : { ...without(search, 'version'), select: key };
}

export function focusOn(search: LineageSearch, key: NodeKey): LineageSearch {
  return { ...selectNode(search, key), focus: key };
}

/** One hop more on one side of the focus, or fewer. */
export function changeDepth(
  search: LineageSearch,
  side: 'upstream' | 'downstream' | 'both',
  by: 1 | -1,
): LineageSearch {
  if (search.focus === undefined) return search;
  return {
    ...search,
    ...(side !== 'downstream' && { up: deeper(search.up ?? defaultDepth, by) }),
    ...(side !== 'upstream' && { down: deeper(search.down ?? defaultDepth, by) }),
  };
}

/** The other graph with the same focus and selection: an artifact and its version, a job and its run. */
export function switchGraph(workspace: Workspace, search: LineageSearch, to: GraphKind): LineageSearch {
  const focus = search.focus && counterpartOf(workspace, search.focus, to, search.version);
  const select = search.select && counterpartOf(workspace, search.select, to, search.version);
  const version =
    to === 'definition' && search.select?.startsWith('snapshot:')
      ? search.select.slice('snapshot:'.length)
      : undefined;
  const hide = search.hide?.map((kind) =>
    kind === 'job' && to === 'version' ? 'run' : kind === 'run' && to === 'definition' ? 'job' : kind,
  );
  return {
    ...without(search, 'focus', 'select', 'version', 'hide'),
    graph: to,
    ...(focus && { focus }),
    ...(select && { select }),
    ...(version !== undefined && { version: version as NonNullable<LineageSearch['version']> }),
    ...(hide && { hide }),
  };
}

/** The search with a selection and focus that its graph has where there is one: a link may name the other graph's node. */
export function resolved(workspace: Workspace, search: LineageSearch): LineageSearch {
  const kind = graphKindOf(search);
  const graph = workspace.graph(kind);
  const found = (key: NodeKey | undefined) =>
    key === undefined || graph.indexOf.has(key)
      ? key
      : (counterpartOf(workspace, key, kind, search.version) ?? key);
  const focus = found(search.focus);
  const select = found(search.select);
  if (focus === search.focus && select === search.select) return search;
  return { ...search, ...(focus && { focus }), ...(select && { select }) };
}

/** Selects a node and lifts what hides it. */
export function findNode(
  search: LineageSearch,
  graph: LineageGraph,
  key: NodeKey,
  isInFocus: boolean,
): LineageSearch {
  const node = graph.nodes[graph.indexOf.get(key) ?? -1];
  const kind = node && nodeKindOf(node);
  const hide = (search.hide ?? []).filter((hidden) => hidden !== kind);
  const lifted = without(search, 'hide');
  return selectNode(
    { ...(isInFocus ? lifted : without(lifted, 'focus', 'up', 'down')), ...(hide.length > 0 && { hide }) },
    key,
  );
}

/** A search that shows a node wherever it is: in the graph shown if that has it, else in the other, without the focus. */
export function resolvedLink(workspace: Workspace, search: LineageSearch, key: NodeKey): LineageSearch {
  const kind = graphKindOf(search);
  const kept = without(search, 'tab', 'version');
  if (workspace.graph(kind).indexOf.has(key)) return selectNode(kept, key);
  const other: GraphKind = kind === 'version' ? 'definition' : 'version';
  return selectNode({ ...without(kept, 'focus', 'up', 'down'), graph: other }, key);
}
