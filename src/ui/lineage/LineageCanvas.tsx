import '@xyflow/react/dist/style.css';

import { useComputedColorScheme } from '@mantine/core';
import { type Connection, Position, ReactFlow, useReactFlow, useStore as useFlowStore } from '@xyflow/react';
import { type MouseEvent, useMemo } from 'react';
import { useStore } from 'zustand';

import type { NodeKey } from '../../lineage/graph';
import { formatCounted } from '../shared/format';
import { type CanvasContextValue, hoverStore, light, useCanvas } from './canvasContext';
import { spokenName } from './cardText';
import classes from './LineageCanvas.module.css';
import { ArrowHeads, LineageEdge, type LineEdge } from './LineageEdge';
import { type CardNode, NodeCard } from './NodeCard';
import { nameOfKey, subjectOf, titleOf } from './nodeFacts';
import { OverviewLayer } from './OverviewLayer';
import { type PlacedGraph, sizeOf } from './placedGraph';
import { useSecondClick } from './useSecondClick';
import { useSteadyView } from './useSteadyView';
import { leastZoom, mostZoom, useViewportMoves } from './useViewportMoves';
import { linesIn, maxCardsInView, placeAt, placesIn, regionFrom, selectRegion } from './visibleRegion';

interface LineageCanvasProps {
  readonly placed: PlacedGraph;
  readonly select: NodeKey | undefined;
  readonly onSelect: (key: NodeKey) => void;
  readonly onFocus: (key: NodeKey) => void;
  readonly onBack: () => void;
  readonly onLink: (from: NodeKey, to: NodeKey) => void;
}

/** The element that has the keyboard's focus while the arrow keys walk. */
export const canvasId = 'lineage-canvas';

const nodeTypes = { card: NodeCard };
const edgeTypes = { line: LineageEdge };

/** What the canvas does in its own way, or not at all: selection, keys, and places that a person cannot change. */
const notOfLibrary = {
  nodesDraggable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  zoomOnDoubleClick: false,
  disableKeyboardA11y: true,
} as const;

/** The graph itself: cards and lines as elements when near, one picture when far; both select, focus and light up alike. */
export function LineageCanvas(props: LineageCanvasProps) {
  const { placed } = props;
  const context = useCanvas();
  const { workspace } = context;
  const scheme = useComputedColorScheme();
  const region = useFlowStore(selectRegion);
  const distance = useFlowStore(({ transform: [, , zoom] }) =>
    zoom < 0.424 ? 'farther' : zoom < 0.7 ? 'far' : zoom < 0.92 ? 'middle' : 'near',
  );
  const least = useFlowStore(({ width, height }) => leastZoom(placed, { width, height }));
  const { keepInView } = useViewportMoves();
  useSteadyView(placed, props.select);

  const elements = useMemo(() => elementsIn(placed, region, workspace), [placed, region, workspace]);

  return (
    <div className={classes.frame} data-zoom={distance}>
      <ArrowHeads />
      {elements === null && <OverviewLayer placed={placed} />}
      <ReactFlow<CardNode, LineEdge>
        id={canvasId}
        tabIndex={0}
        aria-label="Lineage graph. Arrow keys walk along the lines, Enter opens, f focuses, Escape goes back."
        nodes={elements?.nodes ?? []}
        edges={elements?.edges ?? []}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        minZoom={least}
        maxZoom={mostZoom}
        onMoveEnd={(_, viewport) => keepInView(placed, viewport)}
        {...notOfLibrary}
        onlyRenderVisibleElements={(elements?.nodes.length ?? 0) > 100}
        {...usePointer(props, elements !== null)}
        isValidConnection={({ source, target }) => canLink(source, target)}
        onConnect={({ source, target }: Connection) => props.onLink(source as NodeKey, target as NodeKey)}
        attributionPosition="bottom-center"
      />
      {elements === null && <HoverName context={context} />}
    </div>
  );
}

/** What the pointer selects, focuses and lights up: cards where they are elements, else what the picture has under it. */
function usePointer({ placed, onSelect, onFocus, onBack }: LineageCanvasProps, hasElements: boolean) {
  const flow = useReactFlow();
  const clicked = useSecondClick(onFocus);
  const { shown } = placed;
  const select = (key: NodeKey | null) => {
    clicked(key);
    if (key === null) onBack();
    else onSelect(key);
  };
  const keyAt = (event: MouseEvent): NodeKey | null => {
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    return keyOf(placed, placeAt(placed, x, y));
  };
  return {
    onNodeClick: (_: MouseEvent, node: CardNode) => select(node.id as NodeKey),
    onNodeMouseEnter: (_: MouseEvent, node: CardNode) => light(shown, shown.nodes[node.data.place] ?? null),
    onNodeMouseLeave: () => light(shown, null),
    onPaneClick: (event: MouseEvent) => select(hasElements ? null : keyAt(event)),
    onPaneMouseMove: (event: MouseEvent) => {
      if (hasElements) return;
      const key = keyAt(event);
      light(shown, key === null ? null : (shown.graph.indexOf.get(key) ?? null));
    },
    onPaneMouseLeave: () => light(shown, null),
  };
}

/** What a line can be drawn between: something with versions and a process, or two things with versions. */
export function canLink(source: string | null, target: string | null): boolean {
  if (source === null || target === null || source === target) return false;
  if (source.startsWith('group:') || target.startsWith('group:')) return false;
  const isProcess = (key: string) => key.startsWith('job:') || key.startsWith('run:');
  return !(isProcess(source) && isProcess(target));
}

/** The name of the node under the pointer, where cards are too small to carry it. */
function HoverName({ context: { workspace, shown } }: { readonly context: CanvasContextValue }) {
  const hovered = useStore(hoverStore, (state) => state.hovered);
  const node = hovered === null ? undefined : shown.graph.nodes[hovered];
  const subject = node && subjectOf(workspace, node);
  const name = subject ? titleOf(subject) : node?.type === 'group' ? node.name : null;
  return name === null ? null : <div className={classes.hoverName}>{name}</div>;
}

interface Elements {
  readonly nodes: CardNode[];
  readonly edges: LineEdge[];
}

/** The cards in the region and the ends of the lines through it; null where they are too many for elements. */
function elementsIn(
  placed: PlacedGraph,
  regionText: string,
  workspace: CanvasContextValue['workspace'],
): Elements | null {
  const region = regionFrom(regionText);
  const inRegion = placesIn(placed, region);
  if (inRegion.length > maxCardsInView) return null;
  const lines = linesIn(placed, region);
  const places = new Set(inRegion);
  for (const line of lines) {
    const edge = placed.shown.edges[line];
    if (edge) places.add(edge.from).add(edge.to);
  }
  return {
    nodes: [...places].map((place) => cardNode(placed, place, workspace)),
    edges: lines.map((line) => lineEdge(placed, line, workspace)),
  };
}

function cardNode(placed: PlacedGraph, place: number, workspace: CanvasContextValue['workspace']): CardNode {
  const { shown, positions, direction } = placed;
  const size = sizeOf(shown, place);
  const isRight = direction === 'right';
  const node = shown.graph.nodes[shown.nodes[place] ?? -1];
  const subject = node && subjectOf(workspace, node);
  return {
    id: keyOf(placed, place) ?? String(place),
    type: 'card',
    position: positions[place] ?? { x: 0, y: 0 },
    data: { place },
    ...size,
    measured: size,
    ariaRole: 'group',
    ...(subject && { ariaLabel: spokenName(workspace, subject) }),
    ...(node?.type === 'group' && {
      ariaLabel: `${node.name}, group, ${formatCounted(node.members.length, 'node')}`,
    }),
    sourcePosition: isRight ? Position.Right : Position.Bottom,
    targetPosition: isRight ? Position.Left : Position.Top,
    handles: [
      {
        type: 'target',
        position: isRight ? Position.Left : Position.Top,
        x: isRight ? -5 : size.width / 2 - 5,
        y: isRight ? size.height / 2 - 5 : -5,
        width: 10,
        height: 10,
      },
      {
        type: 'source',
        position: isRight ? Position.Right : Position.Bottom,
        x: isRight ? size.width - 5 : size.width / 2 - 5,
        y: isRight ? size.height / 2 - 5 : size.height - 5,
        width: 10,
        height: 10,
      },
    ],
  };
}

function lineEdge(placed: PlacedGraph, place: number, workspace: CanvasContextValue['workspace']): LineEdge {
  const edge = placed.shown.edges[place];
  const [source, target] = [keyOf(placed, edge?.from ?? -1), keyOf(placed, edge?.to ?? -1)];
  return {
    id: edge?.id ?? String(place),
    type: 'line',
    source: source ?? '',
    target: target ?? '',
    data: { place, bends: placed.bends[place] ?? [] },
    // Else the library names the ids of both ends.
    ...(source &&
      target && { ariaLabel: `${nameOfKey(workspace, source)} → ${nameOfKey(workspace, target)}` }),
  };
}

function keyOf({ shown }: PlacedGraph, place: number): NodeKey | null {
  return shown.graph.nodes[shown.nodes[place] ?? -1]?.key ?? null;
}
