import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';

import type { Point } from '../../lineage/layout';
import type { Origin } from '../../lineage/records';
import type { Closure } from '../../lineage/traverse';
import { formatCounted } from '../shared/format';
import { hoverStore, useCanvas } from './canvasContext';
import classes from './LineageEdge.module.css';
import { relationTo } from './relation';
import { isAgainstFlow, type Route, routeBack, routeThrough } from './route';
import type { Direction } from './placedGraph';
import type { ShownEdge } from './shownGraph';

export type LineEdge = Edge<{ readonly place: number; readonly bends: readonly Point[] }, 'line'>;

/** How a line is lit: it leads to the selected node, comes from it, is under the pointer, or none of these. */
export type LineRole = 'upstream' | 'downstream' | 'lit' | 'faded' | 'plain';

/** Blue where both ends are ancestors of the selected node (or it), orange where both are descendants. */
export function roleOfLine(closure: Closure | null, from: number, to: number): LineRole {
  if (!closure) return 'plain';
  const [head, tail] = [relationTo(closure, from), relationTo(closure, to)];
  const isUp = (head === 'ancestor' || head === 'both') && tail !== 'unrelated' && tail !== 'descendant';
  if (isUp) return 'upstream';
  const isDown = (tail === 'descendant' || tail === 'both') && head !== 'unrelated' && head !== 'ancestor';
  return isDown ? 'downstream' : 'faded';
}

const originWords: Readonly<Record<Origin, string>> = {
  observed: 'observed: a run said so',
  declared: 'declared in a definition',
  inferred: 'inferred from equal digests',
  manual: 'drawn by a person',
};

/** A line of the graph: solid observed, dashed declared, dotted inferred, a diamond on what a person drew. */
export const LineageEdge = memo(function LineageEdge(props: EdgeProps<LineEdge>) {
  const { shown, closure, cyclicEdges, direction } = useCanvas();
  const edge = shown.edges[props.data?.place ?? -1];
  const from = edge ? (shown.nodes[edge.from] ?? -1) : -1;
  const to = edge ? (shown.nodes[edge.to] ?? -1) : -1;
  const isLit = useStore(
    hoverStore,
    (state) => state.hovered !== null && (state.hovered === from || state.hovered === to),
  );
  if (!edge) return null;
  const [path, labelX, labelY] = routeOf(props, direction);
  const isCyclic = edge.edgeIndex !== null && cyclicEdges.has(edge.edgeIndex);
  const role = roleOfLine(closure, from, to);
  const shownRole = isLit && (role === 'plain' || role === 'faded') ? 'lit' : role;
  const marks = marksOf(edge, isCyclic);
  return (
    <g
      className={classes.line}
      data-role={shownRole}
      data-origin={edge.via > 0 ? 'contracted' : edge.origin}
      data-cyclic={isCyclic || undefined}
    >
      <title>
        {edge.via > 0
          ? `through ${edge.via} that the legend hides`
          : edge.origins.map((origin) => originWords[origin]).join('; ')}
      </title>
      <BaseEdge path={path} markerEnd={`url(#lineage-arrow-${shownRole})`} interactionWidth={12} />
      {marks.length > 0 && (
        <EdgeLabelRenderer>
          <span
            className={classes.mark}
            data-role={shownRole}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {marks.map(({ sign, words, isSubtle }) => (
              <span key={words} title={words} data-subtle={isSubtle || undefined}>
                {sign}
              </span>
            ))}
          </span>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});

function routeOf(props: EdgeProps<LineEdge>, direction: Direction): Route {
  const source = { x: props.sourceX, y: props.sourceY };
  const target = { x: props.targetX, y: props.targetY };
  const bends = props.data?.bends ?? [];
  return bends.length === 0 && isAgainstFlow(direction, source, target)
    ? routeBack(direction, source, target)
    : routeThrough(direction, source, bends, target);
}

function marksOf({ via, origin, count = 1 }: ShownEdge, isCyclic: boolean) {
  return [
    ...(count > 1 ? [{ sign: `×${count}`, words: formatCounted(count, 'link'), isSubtle: false }] : []),
    ...(via > 0
      ? [{ sign: `via ${via}`, words: `through ${via} that the legend hides`, isSubtle: false }]
      : []),
    ...(isCyclic ? [{ sign: '↻', words: 'part of a cycle', isSubtle: false }] : []),
    ...(origin === 'manual' ? [{ sign: '◆', words: 'drawn by a person', isSubtle: true }] : []),
  ];
}

/** The arrow heads of the lines; their colours follow the role by style sheet. */
export function ArrowHeads() {
  return (
    <svg className={classes.heads} aria-hidden width="0" height="0">
      <defs>
        {(['plain', 'lit', 'upstream', 'downstream', 'faded'] as const).map((role) => (
          <marker
            key={role}
            id={`lineage-arrow-${role}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path className={classes.head} data-role={role} d="M0 0.5 L7.5 4 L0 7.5 Z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
