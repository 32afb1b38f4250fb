import { useComputedColorScheme } from '@mantine/core';
import { useReactFlow, useStore } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';

import { useCanvas } from './canvasContext';
import classes from './Minimap.module.css';
import { relationTo } from './relation';
import { type PlacedGraph, sizeOf } from './placedGraph';

const size = { width: 168, height: 112, padding: 6 };

/** The whole graph in small, whatever is in view; dragging in it moves the view. */
export function Minimap({ placed }: { readonly placed: PlacedGraph }) {
  const flow = useReactFlow();
  const transform = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const scaled = scaledInto(placed.bounds);
  const { scale, left, top } = scaled;
  const { bounds } = placed;
  const go = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = bounds.x + (event.clientX - box.left - left) / scale;
    const y = bounds.y + (event.clientY - box.top - top) / scale;
    const zoom = flow.getZoom();
    void flow.setViewport({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom });
  };
  const [x, y, zoom] = transform;
  const isAllInView =
    bounds.x * zoom + x >= -1 &&
    bounds.y * zoom + y >= -1 &&
    (bounds.x + bounds.width) * zoom + x <= width + 1 &&
    (bounds.y + bounds.height) * zoom + y <= height + 1;
  if (isAllInView) return null;
  const view = {
    left: left + (-x / zoom - bounds.x) * scale,
    top: top + (-y / zoom - bounds.y) * scale,
    width: (width / zoom) * scale,
    height: (height / zoom) * scale,
  };
  return (
    <div
      className={classes.minimap}
      aria-hidden
      data-testid="lineage-minimap"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <MapPicture placed={placed} {...scaled} />
      <div className={classes.view} style={view} />
    </div>
  );
}

/** How the graph is scaled to fit into the map, and where it begins there. */
function scaledInto(bounds: PlacedGraph['bounds']) {
  const scale = Math.min(
    (size.width - 2 * size.padding) / Math.max(bounds.width, 1),
    (size.height - 2 * size.padding) / Math.max(bounds.height, 1),
    0.2,
  );
  const left = (size.width - bounds.width * scale) / 2;
  const top = (size.height - bounds.height * scale) / 2;
  return { scale, left, top };
}

function MapPicture({
  placed,
  scale,
  left,
  top,
}: { readonly placed: PlacedGraph } & ReturnType<typeof scaledInto>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { closure } = useCanvas();
  const scheme = useComputedColorScheme();
  const { bounds } = placed;
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = Math.min(devicePixelRatio, 2);
    element.width = size.width * ratio;
    element.height = size.height * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const colours = {
      selected: colour('--tl-selection'),
      ancestor: colour('--tl-reference'),
      descendant: colour('--tl-current'),
      both: colour('--mantine-color-text'),
      unrelated: colour('--tl-line'),
      plain: scheme === 'light' ? '#8b9097' : '#7d828a',
    };
    placed.positions.forEach(({ x, y }, place) => {
      const index = placed.shown.nodes[place] ?? -1;
      const box = sizeOf(placed.shown, place);
      context.fillStyle = colours[closure ? relationTo(closure, index) : 'plain'];
      context.fillRect(
        left + (x - bounds.x) * scale,
        top + (y - bounds.y) * scale,
        Math.max(box.width * scale, 1.2),
        Math.max(box.height * scale, 1.2),
      );
    });
  }, [placed, closure, scheme, bounds, scale, left, top]);
  return <canvas ref={canvas} style={{ width: size.width, height: size.height }} />;
}
