import { ReactFlowProvider, useStore as useFlowStore } from '@xyflow/react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';

import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { workspaceAsOf } from '../../operations/core/workspaceAsOf';
import { InspectorPanel } from '../inspector/InspectorPanel';
import { usePersonalTags } from '../privacy/usePersonalTags';
import { cardNamesOf } from './cardNames';
import { CanvasContext, type CanvasContextValue } from './canvasContext';
import { cyclesOf } from './cycles';
import { ExplorerFoot } from './ExplorerFoot';
import { GraphStage } from './GraphStage';
import { HiddenChip } from './HiddenChip';
import { useLensMarks } from './lensMarks';
import { canvasId } from './LineageCanvas';
import { openGroup } from './groupMoves';
import { changeDepth, findNode, resolved } from './lineageMoves';
import { graphKindOf, type HistoryStep, type LineageSearch, without } from './lineageSearch';
import classes from './LineageView.module.css';
import { MissingNotice } from './MissingNotice';
import { SelectionAnnouncer } from './SelectionAnnouncer';
import type { ShownGraph } from './shownGraph';
import { Toolbar } from './Toolbar';
import { useLineageKeys } from './useLineageKeys';
import { useExplored } from './useExplored';
import { useExplorerMoves } from './useExplorerMoves';
import { OpenGroups } from './OpenGroups';
import type { PlacedGraph } from './placedGraph';
import { useViewportMoves, type ViewportMoves } from './useViewportMoves';

interface LineageExplorerProps {
  readonly workspace: Workspace;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch, step: HistoryStep) => void;
}

export function LineageExplorer(props: LineageExplorerProps) {
  const { workspace, search } = props;
  const { asOf } = search;
  const shown = useMemo(
    () => (asOf === undefined ? workspace : workspaceAsOf(workspace, asOf)),
    [workspace, asOf],
  );
  return (
    <ReactFlowProvider>
      <Explorer
        {...props}
        workspace={shown}
        whole={workspace}
        wholeKeys={workspace.graph(graphKindOf(resolved(workspace, search))).indexOf}
      />
    </ReactFlowProvider>
  );
}

interface ExplorerProps extends LineageExplorerProps {
  /** With what came after the moment that is shown, too. */
  readonly whole: Workspace;
  /** The nodes of its graph. */
  readonly wholeKeys: LineageGraph['indexOf'];
}

function Explorer({ workspace, whole, wholeKeys, search: asked, onSearchChange }: ExplorerProps) {
  const moves = useViewportMoves();
  const findInput = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<NodeKey | null>(null);
  const search = useMemo(() => resolved(workspace, asked), [workspace, asked]);
  const view = useExplored(workspace, search);
  const { graph, direction, shown, tree, opened, placement, placed, drawnGraph, closure } = view;
  const cycles = cyclesOf((placed?.shown ?? shown).whole);
  const go = (next: LineageSearch, step: HistoryStep = 'push') => {
    if (next !== search) onSearchChange(next, step);
  };
  const steps = useExplorerMoves(workspace, search, view, go);
  useLineageKeys({ onFind: () => findInput.current?.focus(), ...steps.keys });
  useCentring(found, placed, moves.centreOn, () => setFound(null));
  const context = useDrawing(workspace, search, view, cycles.edges, onSearchChange);
  const drawing = { workspace, shown, placement, placed, closure, search };
  return (
    <CanvasContext value={context}>
      <div className={classes.canvas}>
        <Toolbar
          {...{ workspace, graph, search, direction, findInput }}
          isGrouped={tree !== null}
          onSearchChange={go}
          onFind={(key) => {
            const isInFocus = search.focus === undefined || closureHas(shown, graph.indexOf.get(key) ?? -1);
            go(findNode(search, graph, key, isInFocus));
            setFound(key);
            leaveSearch(findInput.current);
          }}
          onFit={() => {
            if (placed) moves.fit(placed);
          }}
        />
        <HiddenChip
          shown={shown}
          laterCount={wholeKeys.size - graph.nodes.length}
          search={search}
          onSearchChange={go}
        />
        {tree && <OpenGroups tree={tree} opened={opened} onClose={steps.onCloseGroup} />}
        <div className={classes.stage}>
          <Missing graph={graph} wholeKeys={wholeKeys} search={search} go={go} />
          <GraphStage {...drawing} {...steps.stage} onSearchChange={go} />
        </div>
        <ExplorerFoot {...{ whole, shown, placed, search, go }} cycleCount={cycles.count} />
        <SelectionAnnouncer workspace={workspace} graph={drawnGraph} closure={closure} />
      </div>
      <Selected {...{ workspace, graph, search, go }} />
    </CanvasContext>
  );
}

/** What cards and lines are drawn with, the same object while nothing of it changes; null until the nodes have places. */
function useDrawing(
  workspace: Workspace,
  search: LineageSearch,
  { shown, graph, tree, opened, placed, closure }: ReturnType<typeof useExplored>,
  cyclicEdges: CanvasContextValue['cyclicEdges'],
  onSearchChange: LineageExplorerProps['onSearchChange'],
): CanvasContextValue | null {
  const personal = usePersonalTags(workspace, graphKindOf(search), search.lens === 'privacy')?.at ?? null;
  const marks = useLensMarks(workspace, graphKindOf(search), search);
  const names = useMemo(() => cardNamesOf(workspace, placed?.shown ?? shown), [workspace, placed, shown]);
  return useMemo(
    () =>
      placed && {
        workspace,
        openGroup: (key) => onSearchChange(openGroup(search, { graph, tree, opened }, key), 'push'),
        shown: placed.shown,
        names,
        closure,
        direction: placed.direction,
        cyclicEdges,
        personal,
        marks,
        showMore: (side) => onSearchChange(changeDepth(search, side, 1), 'push'),
      },
    [
      workspace,
      graph,
      tree,
      opened,
      placed,
      names,
      closure,
      cyclicEdges,
      personal,
      marks,
      search,
      onSearchChange,
    ],
  );
}

interface PartProps {
  readonly graph: LineageGraph;
  readonly search: LineageSearch;
  readonly go: (next: LineageSearch, step?: HistoryStep) => void;
}

/** Says where the node of the address is, when the graph does not have it. */
function Missing({
  graph,
  wholeKeys,
  search,
  go,
}: PartProps & { readonly wholeKeys: LineageGraph['indexOf'] }) {
  const missing = [search.focus, search.select].find(
    (key) => key !== undefined && !key.startsWith('group:') && !graph.indexOf.has(key),
  );
  if (missing === undefined) return null;
  const isLater = wholeKeys.has(missing);
  return (
    <MissingNotice
      nodeKey={missing}
      kind={graphKindOf(search)}
      isLater={isLater}
      onShowAll={() =>
        go(
          isLater
            ? without(search, 'asOf')
            : without(search, 'focus', 'up', 'down', 'select', 'version', 'tab', 'inspector'),
        )
      }
    />
  );
}

/** What is known of the selected node, beside the graph. */
function Selected({ workspace, graph, search, go }: PartProps & { readonly workspace: Workspace }) {
  const { select } = search;
  if (select === undefined || !graph.indexOf.has(select) || search.inspector === 'closed') return null;
  return (
    <InspectorPanel
      workspace={workspace}
      graph={graph}
      nodeKey={select}
      search={search}
      onSearchChange={go}
    />
  );
}

function closureHas({ placeOf, hiddenByKind }: ShownGraph, index: number): boolean {
  return (placeOf[index] ?? -1) !== -1 || hiddenByKind > 0;
}

/** Keys belong to the graph again, and not to the box that was searched in. */
function leaveSearch(input: HTMLInputElement | null): void {
  input?.blur();
  document.getElementById(canvasId)?.focus({ preventScroll: true });
}

/** So long a node that was found stays in the middle while the inspector opens beside it. */
const settlingMs = 400;

/** Puts a node that was searched for in the middle as soon as it has its place, and again where the window changes then. */
function useCentring(
  found: NodeKey | null,
  placed: PlacedGraph | null,
  centreOn: ViewportMoves['centreOn'],
  onDone: () => void,
): void {
  const width = useFlowStore((state) => state.width);
  const done = useEffectEvent(onDone);
  const place =
    found === null ? -1 : (placed?.shown.placeOf[placed.shown.graph.indexOf.get(found) ?? -1] ?? -1);
  useEffect(() => {
    if (place === -1 || !placed) return undefined;
    centreOn(placed, place, true);
    const timer = setTimeout(done, settlingMs);
    return () => clearTimeout(timer);
  }, [placed, place, centreOn, width]);
}
