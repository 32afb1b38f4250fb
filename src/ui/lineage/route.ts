import type { Point } from '../../lineage/layout';
import type { Direction } from './placedGraph';

/** A line's path with the place of its mark. */
export type Route = readonly [path: string, markX: number, markY: number];

/**
 * From one card to the other through the layout's bends: straight between two points of one x or y, with rounded corners
 * where two such stretches meet, and in a curve otherwise. Between neighbouring layers one curve alone.
 */
export function routeThrough(
  direction: Direction,
  source: Point,
  bends: readonly Point[],
  target: Point,
): Route {
  const points = [source, ...bends, target];
  const parts = [`M${source.x} ${source.y}`];
  for (let at = 1; at < points.length; at++) {
    const [from, to, next] = [points[at - 1] ?? source, points[at] ?? target, points[at + 1]];
    if (!isStraight(from, to)) parts.push(curve(direction, from, to));
    else if (next && isCorner(from, to, next)) parts.push(corner(from, to, next));
    else parts.push(`L${to.x} ${to.y}`);
  }
  // On the way to its first bend: farther on, lines run side by side and their marks would cover each other.
  const [first = target] = bends;
  return [parts.join(' '), (source.x + first.x) / 2, (source.y + first.y) / 2];
}

function isStraight(a: Point, b: Point): boolean {
  return a.x === b.x || a.y === b.y;
}

function isCorner(before: Point, at: Point, after: Point): boolean {
  const turnsDown = before.y === at.y && at.x === after.x && at.y !== after.y;
  const turnsAside = before.x === at.x && at.y === after.y && at.x !== after.x;
  return (turnsDown && before.x !== at.x) || (turnsAside && before.y !== at.y);
}

/** Up to a corner, and around it. */
function corner(before: Point, at: Point, after: Point): string {
  const towards = (from: Point, to: Point, radius: number): string => {
    const distance = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
    const share = radius / distance;
    return `${from.x + (to.x - from.x) * share} ${from.y + (to.y - from.y) * share}`;
  };
  const half = (other: Point) => (Math.abs(other.x - at.x) + Math.abs(other.y - at.y)) / 2;
  const radius = Math.min(12, half(before), half(after));
  return `L${towards(at, before, radius)} Q${at.x} ${at.y} ${towards(at, after, radius)}`;
}

/** Against the flow a line goes around: beside the cards instead of through them. */
export function routeBack(direction: Direction, source: Point, target: Point): Route {
  const bow = 56;
  const { x: x1, y: y1 } = source;
  const { x: x2, y: y2 } = target;
  if (direction === 'right') {
    const y = Math.max(y1, y2) + bow + Math.min(60, (x1 - x2) * 0.04);
    return [
      `M${x1} ${y1} C${x1 + bow} ${y1} ${x1 + bow} ${y} ${x1} ${y} L${x2} ${y} C${x2 - bow} ${y} ${x2 - bow} ${y2} ${x2} ${y2}`,
      (x1 + x2) / 2,
      y,
    ];
  }
  const x = Math.max(x1, x2) + 2.5 * bow;
  return [
    `M${x1} ${y1} C${x1} ${y1 + bow} ${x} ${y1 + bow} ${x} ${y1} L${x} ${y2} C${x} ${y2 - bow} ${x2} ${y2 - bow} ${x2} ${y2}`,
    x,
    (y1 + y2) / 2,
  ];
}

export function isAgainstFlow(direction: Direction, source: Point, target: Point): boolean {
  return direction === 'right' ? target.x < source.x : target.y < source.y;
}

function curve(direction: Direction, from: Point, to: Point): string {
  const end = `${to.x} ${to.y}`;
  if (direction === 'right') {
    const handle = (to.x - from.x) / 2;
    return `C${from.x + handle} ${from.y} ${to.x - handle} ${to.y} ${end}`;
  }
  const handle = (to.y - from.y) / 2;
  return `C${from.x} ${from.y + handle} ${to.x} ${to.y - handle} ${end}`;
}
