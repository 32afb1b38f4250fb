import { useComputedColorScheme } from '@mantine/core';
import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';

import type { Closure } from '../../lineage/traverse';
import { hoverStore, useCanvas } from './canvasContext';
import { type LineRole, roleOfLine } from './LineageEdge';
import classes from './OverviewLayer.module.css';
import { relationTo } from './relation';
import { type PlacedGraph, sizeOf } from './placedGraph';

/**
 * Far away, or with more in view than elements can carry, the whole graph is one picture: every line, and each card
 * as a box with its strip. It is drawn larger than the view and moved by the compositor; a sharp one follows when it rests.
 */
export function OverviewLayer({ placed }: { readonly placed: PlacedGraph }) {
  const { closure } = useCanvas();
  const scheme = useComputedColorScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const lit = useStore(hoverStore, (state) => state.lit);
  const picture = useMemo(() => pictureOf(placed, closure), [placed, closure]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const colours = coloursFrom(element, scheme);
    return drawAsItMoves(element, flow, (view) => paint(element, picture, view, colours, lit, placed));
  }, [flow, picture, placed, lit, scheme]);

  return (
    <div className={classes.layer} aria-hidden>
      <canvas ref={canvas} className={classes.canvas} data-testid="lineage-overview" />
    </div>
  );
}

/** A drawing that takes less than this, in milliseconds, is done again in each frame of a move. */
const cheapMs = 8;
/** For how long the view rests, in milliseconds, before a picture that was moved and scaled is drawn again. */
const restMs = 120;

/** Draws now, and again as the view moves; one that costs much is moved and scaled until the view rests. Gives how to stop. */
function drawAsItMoves(
  element: HTMLCanvasElement,
  flow: ReturnType<typeof useStoreApi>,
  paintAt: (view: View) => void,
): () => void {
  let drawn = { x: 0, y: 0, zoom: 1 };
  let costMs = 0;
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    const { transform, width, height } = flow.getState();
    const [x, y, zoom] = transform;
    const startedAt = performance.now();
    paintAt({ x, y, zoom, width, height });
    costMs = performance.now() - startedAt;
    drawn = { x, y, zoom };
    element.style.transform = '';
  };
  const follow = () => {
    frame = 0;
    if (costMs < cheapMs) {
      draw();
      return;
    }
    const [x, y, zoom] = flow.getState().transform;
    const ratio = zoom / drawn.zoom;
    element.style.transform = `translate(${x - drawn.x * ratio}px, ${y - drawn.y * ratio}px) scale(${ratio})`;
    clearTimeout(rest);
    rest = setTimeout(draw, restMs);
  };
  draw();
  const stop = flow.subscribe((state, before) => {
    const isResized = state.width !== before.width || state.height !== before.height;
    if (state.transform === before.transform && !isResized) return;
    if (isResized) costMs = 0;
    if (frame === 0) frame = requestAnimationFrame(follow);
  });
  return () => {
    stop();
    cancelAnimationFrame(frame);
    clearTimeout(rest);
  };
}

interface Picture {
  readonly lines: ReadonlyMap<LineRole, Path2D>;
  readonly cards: ReadonlyMap<string, Path2D>;
}

/** Everything as paths in the graph's own coordinates, one for each way of drawing: the browser then draws few, large things. */
function pictureOf(placed: PlacedGraph, closure: Closure | null): Picture {
  const { shown, positions, bends, direction } = placed;
  const lines = new Map<LineRole, Path2D>();
  for (const [line, edge] of shown.edges.entries()) {
    const from = positions[edge.from];
    const to = positions[edge.to];
    if (!from || !to) continue;
    const role = roleOfLine(closure, shown.nodes[edge.from] ?? -1, shown.nodes[edge.to] ?? -1);
    const path = lines.get(role) ?? new Path2D();
    lines.set(role, path);
    const start = sizeOf(shown, edge.from);
    const end = sizeOf(shown, edge.to);
    const isRight = direction === 'right';
    if (isRight) path.moveTo(from.x + start.width, from.y + start.height / 2);
    else path.moveTo(from.x + start.width / 2, from.y + start.height);
    for (const { x, y } of bends[line] ?? []) path.lineTo(x, y);
    if (isRight) path.lineTo(to.x, to.y + end.height / 2);
    else path.lineTo(to.x + end.width / 2, to.y);
  }
  const cards = new Map<string, Path2D>();
  positions.forEach(({ x, y }, place) => {
    const index = shown.nodes[place] ?? -1;
    const node = shown.graph.nodes[index];
    const isProcess = node?.type === 'job' || node?.type === 'run';
    const name = closure ? relationTo(closure, index) : isProcess ? 'process' : 'card';
    const path = cards.get(name) ?? new Path2D();
    cards.set(name, path);
    const { width, height } = sizeOf(shown, place);
    if (isProcess) path.roundRect(x, y, width, height, height / 2);
    else path.rect(x, y, width, height);
  });
  return { lines, cards };
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** How far the picture reaches past each side of the view, as a share of it. */
const overscan = 0.5;

function paint(
  element: HTMLCanvasElement,
  picture: Picture,
  view: View,
  colours: Colours,
  lit: ReadonlySet<number> | null,
  placed: PlacedGraph,
): void {
  const ratio = Math.min(devicePixelRatio, 2);
  const width = Math.ceil(view.width * (1 + 2 * overscan) * ratio);
  const height = Math.ceil(view.height * (1 + 2 * overscan) * ratio);
  if (element.width !== width) element.width = width;
  if (element.height !== height) element.height = height;
  element.style.width = `${width / ratio}px`;
  element.style.height = `${height / ratio}px`;
  element.style.left = `${-view.width * overscan}px`;
  element.style.top = `${-view.height * overscan}px`;
  // Scaling is about the view's corner, which is inside the picture.
  element.style.transformOrigin = `${view.width * overscan}px ${view.height * overscan}px`;
  const context = element.getContext('2d');
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const scale = view.zoom * ratio;
  context.setTransform(
    scale,
    0,
    0,
    scale,
    (view.x + view.width * overscan) * ratio,
    (view.y + view.height * overscan) * ratio,
  );
  for (const role of ['faded', 'plain', 'lit', 'upstream', 'downstream'] as const) {
    const path = picture.lines.get(role);
    if (!path) continue;
    context.strokeStyle = colours.line[role];
    context.globalAlpha = role === 'faded' ? 0.25 : role === 'plain' ? 0.6 : 1;
    context.lineWidth = (role === 'plain' || role === 'faded' ? 0.8 : 1.4) / view.zoom;
    context.stroke(path);
  }
  context.globalAlpha = 1;
  for (const [name, path] of picture.cards) {
    context.fillStyle = colours.card[name] ?? colours.card['card'] ?? '';
    context.globalAlpha = name === 'unrelated' ? 0.35 : 1;
    context.fill(path);
  }
  context.globalAlpha = 1;
  if (lit) outline(context, placed, lit, colours, view.zoom);
}

function outline(
  context: CanvasRenderingContext2D,
  placed: PlacedGraph,
  lit: ReadonlySet<number>,
  colours: Colours,
  zoom: number,
): void {
  context.strokeStyle = colours.line.lit;
  context.lineWidth = 2 / zoom;
  for (const index of lit) {
    const place = placed.shown.placeOf[index] ?? -1;
    const at = placed.positions[place];
    if (!at) continue;
    const { width, height } = sizeOf(placed.shown, place);
    context.strokeRect(at.x - 2 / zoom, at.y - 2 / zoom, width + 4 / zoom, height + 4 / zoom);
  }
}

interface Colours {
  readonly line: Readonly<Record<LineRole, string>>;
  readonly card: Readonly<Record<string, string>>;
}

function coloursFrom(element: HTMLElement, scheme: 'light' | 'dark'): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const quiet = read('--lineage-line');
  return {
    line: {
      plain: quiet,
      faded: quiet,
      lit: read('--mantine-color-text'),
      upstream: read('--tl-reference'),
      downstream: read('--tl-current'),
    },
    card: {
      card: scheme === 'light' ? '#4a5b70' : '#a9b8ca',
      process: scheme === 'light' ? '#a3a9b1' : '#6c727a',
      unrelated: quiet,
      selected: read('--tl-selection'),
      ancestor: read('--tl-reference'),
      descendant: read('--tl-current'),
      both: read('--mantine-color-text'),
    },
  };
}
