import { useReactFlow } from '@xyflow/react';

import type { NodeKey } from '../../lineage/graph';
import type { NodeGroup } from '../../lineage/groups';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { inspectorId } from '../inspector/InspectorPanel';
import { useEdit } from '../shared/useEdit';
import { canvasId } from './LineageCanvas';
import { closeGroup, type Grouping, openAround, openGroup } from './groupMoves';
import { changeDepth, focusOn, selectNode } from './lineageMoves';
import { backOut, type HistoryStep, type LineageSearch, without } from './lineageSearch';
import { nameOfKey } from './nodeFacts';
import type { Explored } from './useExplored';
import { walk } from './walk';

/** What a person can do in the graph, by pointer on the stage or by key. */
export function useExplorerMoves(
  workspace: Workspace,
  search: LineageSearch,
  { kind, graph, tree, opened, placed, selected }: Explored,
  go: (next: LineageSearch, step?: HistoryStep) => void,
) {
  const services = useServices();
  const edit = useEdit();
  const flow = useReactFlow();
  const { select } = search;
  const stayOpen = opened.size > 0 && { open: [...opened] };
  const onSelect = (key: NodeKey) =>
    go({ ...selectNode(search, key), ...stayOpen }, select === undefined ? 'push' : 'replace');
  const { onOpenGroup, onCloseGroup, onCloseAround } = groupMoves(search, { graph, tree, opened }, go);
  const onFocus = (key: NodeKey) => (key.startsWith('group:') ? onOpenGroup(key) : go(focusOn(search, key)));
  const onBack = () => {
    const next = backOut(search);
    if (next) go(next);
  };
  const link = async (from: NodeKey, to: NodeKey) => {
    const name = (key: NodeKey) => nameOfKey(workspace, key);
    await edit(`${name(from)} is linked to ${name(to)}`, () => services.link(kind, from, to));
  };
  const onWalk = (arrow: Parameters<typeof walk>[2]) => {
    if (!placed || search.view === 'list') return;
    const next = walk(placed, selected ?? null, arrow, middleOfCanvas(flow));
    document.getElementById(canvasId)?.focus({ preventScroll: true });
    if (next !== null) onSelect(next);
  };
  const onOpen = () => {
    if (select === undefined) return;
    if (select.startsWith('group:')) {
      onOpenGroup(select);
      return;
    }
    go(without(search, 'inspector'), 'replace');
    requestAnimationFrame(() => document.getElementById(inspectorId)?.focus());
  };
  return {
    onCloseGroup,
    stage: {
      onSelect,
      onFocus,
      onBack,
      onLink: (from: NodeKey, to: NodeKey) => void link(from, to),
    },
    keys: {
      onFocus: () => {
        if (select !== undefined) onFocus(select);
      },
      onDepth: (by: 1 | -1) => go(changeDepth(search, 'both', by), 'replace'),
      onBack,
      onOpen,
      onCloseGroup: onCloseAround,
      onWalk,
    },
  };
}

function middleOfCanvas(flow: ReturnType<typeof useReactFlow>): { readonly x: number; readonly y: number } {
  const box = document.getElementById(canvasId)?.getBoundingClientRect();
  return box
    ? flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
    : { x: 0, y: 0 };
}

function groupMoves(search: LineageSearch, grouping: Grouping, go: (next: LineageSearch) => void) {
  const { graph, tree, opened } = grouping;
  const { select } = search;
  const onCloseGroup = (group: NodeGroup | null) => {
    if (tree && group) go(closeGroup(search, opened, tree, group));
  };
  return {
    onOpenGroup: (key: NodeKey) => go(openGroup(search, grouping, key)),
    onCloseGroup,
    onCloseAround: () =>
      onCloseGroup(tree && openAround(tree, opened, select, select && graph.indexOf.get(select))),
  };
}
