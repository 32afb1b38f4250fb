import { useMediaQuery } from '@mantine/hooks';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';

import type { LineageGraph, NodeKey } from '../../lineage/graph';
import { closureOf } from '../../lineage/traverse';
import type { Workspace } from '../../operations/core/workspace';
import { workspaceAsOf } from '../../operations/core/workspaceAsOf';
import { useServices } from '../../state/services';
import { InspectorPanel, inspectorId } from '../inspector/InspectorPanel';
import { useEdit } from '../shared/useEdit';
import { CanvasContext } from './canvasContext';
import { cyclesOf } from './cycles';
import { GraphStage } from './GraphStage';
import { HiddenChip } from './HiddenChip';
import { Legend } from './Legend';
import { canvasId } from './LineageCanvas';
import { changeDepth, findNode, focusOn, resolved, selectNode } from './lineageMoves';
import { backOut, graphKindOf, type HistoryStep, type LineageSearch, without } from './lineageSearch';
import classes from './LineageView.module.css';
import { MissingNotice } from './MissingNotice';
import { nameOfKey } from './nodeFacts';
import { SelectionAnnouncer } from './SelectionAnnouncer';
import { showGraph } from './shownGraph';
import { TimeScrubber } from './TimeScrubber';
import { Toolbar } from './Toolbar';
import { useLineageKeys } from './useLineageKeys';
import { type PlacedGraph, usePlacedGraph } from './usePlacedGraph';
import { useViewportMoves } from './useViewportMoves';
import { walk } from './walk';

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
  const services = useServices();
  const edit = useEdit();
  const flow = useReactFlow();
  const moves = useViewportMoves();
  const findInput = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<NodeKey | null>(null);

  const search = useMemo(() => resolved(workspace, asked), [workspace, asked]);
  const kind = graphKindOf(search);
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const direction = search.direction ?? (isNarrow ? 'down' : 'right');
  const graph = workspace.graph(kind);
  const { focus, up, down, hide, select } = search;
  const missing = [focus, select].find((key) => key !== undefined && !graph.indexOf.has(key));
  const isLater = missing !== undefined && wholeKeys.has(missing);
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
  const viewKey = [kind, direction, focus, up, down, hide?.join()].join(' ');
  const placement = usePlacedGraph(shown, direction, viewKey);
  const placed =
    placement.status === 'placed'
      ? placement.placed
      : placement.status === 'placing'
        ? placement.previous
        : null;

  const drawnGraph = placed?.shown.graph ?? graph;
  const selected = select === undefined ? undefined : drawnGraph.indexOf.get(select);
  const closure = useMemo(
    () => (selected === undefined ? null : closureOf(drawnGraph, selected)),
    [drawnGraph, selected],
  );
  const cycles = cyclesOf(drawnGraph);

  const go = (next: LineageSearch, step: HistoryStep = 'push') => {
    if (next !== search) onSearchChange(next, step);
  };
  const onSelect = (key: NodeKey) =>
    go(selectNode(search, key), search.select === undefined ? 'push' : 'replace');
  const onFocus = (key: NodeKey) => go(focusOn(search, key));
  const onBack = () => {
    const next = backOut(search);
    if (next) go(next);
  };
  const onLink = async (from: NodeKey, to: NodeKey) => {
    const name = (key: NodeKey) => nameOfKey(workspace, key);
    await edit(`${name(from)} is linked to ${name(to)}`, () => services.link(kind, from, to));
  };
  const onWalk = (arrow: Parameters<typeof walk>[2]) => {
    if (!placed || search.view === 'list') return;
    const box = document.getElementById(canvasId)?.getBoundingClientRect();
    const centre = box
      ? flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
      : { x: 0, y: 0 };
    const next = walk(placed, selected ?? null, arrow, centre);
    document.getElementById(canvasId)?.focus({ preventScroll: true });
    if (next !== null) onSelect(next);
  };
  useLineageKeys({
    onFind: () => findInput.current?.focus(),
    onFocus: () => {
      if (select !== undefined) onFocus(select);
    },
    onDepth: (by) => go(changeDepth(search, 'both', by), 'replace'),
    onBack,
    onOpen: () => {
      if (select === undefined) return;
      go(without(search, 'inspector'), 'replace');
      requestAnimationFrame(() => document.getElementById(inspectorId)?.focus());
    },
    onWalk,
  });
  useCentring(found, placed, moves.centreOn, () => setFound(null));

  const context = useMemo(
    () =>
      placed && {
        workspace,
        shown: placed.shown,
        closure,
        direction: placed.direction,
        cyclicEdges: cycles.edges,
        showMore: (side: 'upstream' | 'downstream') => onSearchChange(changeDepth(search, side, 1), 'push'),
      },
    [workspace, placed, closure, cycles, search, onSearchChange],
  );

  return (
    <CanvasContext value={context}>
      <div className={classes.canvas}>
        <Toolbar
          workspace={workspace}
          graph={graph}
          search={search}
          onSearchChange={go}
          direction={direction}
          findInput={findInput}
          onFind={(key) => {
            const index = graph.indexOf.get(key) ?? -1;
            const isInFocus = focus === undefined || closureHas(shown, index);
            go(findNode(search, graph, key, isInFocus));
            setFound(key);
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
        {missing !== undefined && (
          <MissingNotice
            nodeKey={missing}
            kind={kind}
            isLater={isLater}
            onShowAll={() =>
              go(
                isLater
                  ? without(search, 'asOf')
                  : without(search, 'focus', 'up', 'down', 'select', 'version', 'tab', 'inspector'),
              )
            }
          />
        )}
        <GraphStage
          workspace={workspace}
          shown={shown}
          placement={placement}
          placed={placed}
          closure={closure}
          search={search}
          onSearchChange={go}
          onSelect={onSelect}
          onFocus={onFocus}
          onBack={onBack}
          onLink={(from, to) => void onLink(from, to)}
        />
        {search.view !== 'list' && graph.nodes.length > 0 && (
          <Legend shown={shown} cycleCount={cycles.count} search={search} onSearchChange={go} />
        )}
        {search.view !== 'list' && (
          <TimeScrubber
            workspace={whole}
            asOf={search.asOf ?? null}
            onChange={(time) =>
              go(time === null ? without(search, 'asOf') : { ...search, asOf: time }, 'replace')
            }
          />
        )}
        <SelectionAnnouncer workspace={workspace} graph={drawnGraph} closure={closure} />
      </div>
      {select !== undefined && graph.indexOf.has(select) && search.inspector !== 'closed' && (
        <InspectorPanel
          workspace={workspace}
          graph={graph}
          nodeKey={select}
          search={search}
          onSearchChange={go}
        />
      )}
    </CanvasContext>
  );
}

function closureHas({ placeOf, hiddenByKind }: ReturnType<typeof showGraph>, index: number): boolean {
  return (placeOf[index] ?? -1) !== -1 || hiddenByKind > 0;
}

/** Brings a node that was searched for to the middle, as soon as it has its place. */
function useCentring(
  found: NodeKey | null,
  placed: PlacedGraph | null,
  centreOn: (placed: PlacedGraph, place: number) => void,
  onDone: () => void,
): void {
  useEffect(() => {
    if (found === null || !placed) return;
    const place = placed.shown.placeOf[placed.shown.graph.indexOf.get(found) ?? -1] ?? -1;
    if (place === -1) return;
    centreOn(placed, place);
    onDone();
  });
}
