import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';

import { closureOf } from '../../lineage/traverse';
import type { Workspace } from '../../operations/core/workspace';
import { graphKindOf, type LineageSearch } from './lineageSearch';
import { openedGroups } from './groupMoves';
import { groupsOf, mostUngrouped, withGroups } from './groupedGraph';
import { showGraph } from './shownGraph';
import { usePlacedGraph } from './usePlacedGraph';

/** What an address shows of a workspace: the graph, the part of it that is not hidden, its places, and what is selected. */
export function useExplored(workspace: Workspace, search: LineageSearch) {
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const kind = graphKindOf(search);
  const direction = search.direction ?? (isNarrow ? 'down' : 'right');
  const graph = workspace.graph(kind);
  const { focus, up, down, hide, select } = search;
  const shown = useMemo(
    () =>
      showGraph(graph, {
        ...(focus && { focus }),
        ...(up !== undefined && { up }),
        ...(down !== undefined && { down }),
        ...(hide && { hide }),
      }),
    [graph, focus, up, down, hide],
  );
  const hasFocus = focus !== undefined && graph.indexOf.has(focus);
  const isLarge = !hasFocus && shown.nodes.length > mostUngrouped;
  const isGrouped =
    search.view !== 'list' && (search.groups === 'on' || (search.groups !== 'off' && isLarge));
  const tree = useMemo(() => (isGrouped ? groupsOf(workspace, graph) : null), [isGrouped, workspace, graph]);
  const openKeys = search.open?.join('\n') ?? '';
  const opened = useMemo(
    () =>
      tree
        ? openedGroups(tree, openKeys.split('\n'), select, select && graph.indexOf.get(select))
        : new Set<string>(),
    [tree, openKeys, select, graph],
  );
  const openedText = [...opened].join('\n');
  const drawn = useMemo(
    () => (tree ? withGroups(shown, tree, opened) : shown),
    // Another selection in the same groups draws the same.
    // oxlint-disable-next-line react/exhaustive-deps
    [shown, tree, openedText],
  );
  const viewKey = [kind, direction, focus, up, down, hide?.join(), isGrouped].join(' ');
  const placement = usePlacedGraph(drawn, direction, viewKey);
  const placed =
    placement.status === 'placed'
      ? placement.placed
      : placement.status === 'placing'
        ? placement.previous
        : null;
  const drawnGraph = search.view === 'list' ? graph : (placed?.shown.graph ?? graph);
  const selected = select === undefined ? undefined : drawnGraph.indexOf.get(select);
  const closure = useMemo(
    () => (selected === undefined ? null : closureOf(drawnGraph, selected)),
    [drawnGraph, selected],
  );
  return { kind, direction, graph, shown, tree, opened, placement, placed, drawnGraph, selected, closure };
}

export type Explored = ReturnType<typeof useExplored>;
