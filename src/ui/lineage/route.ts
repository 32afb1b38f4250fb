import type { Direction, PlacedGraph } from './usePlacedGraph';
import { sizeOf } from './usePlacedGraph';

/**
 * How far a line bows aside, in pixels across the flow, so that it does not run behind other cards: the least of a few
 * bows that touches the fewest. 0 for lines to the next layer, and for those that run against the flow, which go around.
 */
export function bowOf(placed: PlacedGraph, line: number, nearby: readonly number[]): number {
  const { shown, positions, direction } = placed;
  const edge = shown.edges[line];
  const from = edge && positions[edge.from];
  const to = edge && positions[edge.to];
  if (!edge || !from || !to) return 0;
  const start = sizeOf(shown, edge.from);
  const end = sizeOf(shown, edge.to);
  const isRight = direction === 'right';
  // Along and across the flow, so that both directions are one case.
  const [a1, c1] = isRight
    ? [from.x + start.width, from.y + start.height / 2]
    : [from.y + start.height, from.x + start.width / 2];
  const [a2, c2] = isRight ? [to.x, to.y + end.height / 2] : [to.y, to.x + end.width / 2];
  if (a2 - a1 < (isRight ? 260 : 120)) return 0;
  const boxes = nearby
    .filter((place) => place !== edge.from && place !== edge.to)
    .map((place) => boxAlong(placed, place))
    .filter((box) => box.alongEnd > a1 && box.alongStart < a2);
  let best = 0;
  let fewest = Infinity;
  for (const bow of bows) {
    const touched = countTouched(boxes, { a1, c1, a2, c2, bow });
    if (touched < fewest) [best, fewest] = [bow, touched];
    if (fewest === 0) break;
  }
  return best;
}

/** The path of a line that bows: a cubic whose two handles are moved aside, as drawn and as measured above. */
export function bowedPath(
  direction: Direction,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  bow: number,
): readonly [string, number, number] {
  const isRight = direction === 'right';
  const [a1, c1, a2, c2] = isRight ? [x1, y1, x2, y2] : [y1, x1, y2, x2];
  const handle = handleLength(a1, a2);
  const point = (along: number, across: number) => (isRight ? `${along} ${across}` : `${across} ${along}`);
  const middle = across({ a1, c1, a2, c2, bow }, 0.5);
  const path = `M${point(a1, c1)} C${point(a1 + handle, c1 + bow)} ${point(a2 - handle, c2 + bow)} ${point(a2, c2)}`;
  return isRight ? [path, (a1 + a2) / 2, middle] : [path, middle, (a1 + a2) / 2];
}

const bows = [0, 60, -60, 120, -120, 190, -190, 280, -280] as const;
const samples = 20;

interface Curve {
  readonly a1: number;
  readonly c1: number;
  readonly a2: number;
  readonly c2: number;
  readonly bow: number;
}

interface Box {
  readonly alongStart: number;
  readonly alongEnd: number;
  readonly acrossStart: number;
  readonly acrossEnd: number;
}

function boxAlong({ shown, positions, direction }: PlacedGraph, place: number): Box {
  const { x, y } = positions[place] ?? { x: 0, y: 0 };
  const { width, height } = sizeOf(shown, place);
  const room = 4;
  return direction === 'right'
    ? { alongStart: x, alongEnd: x + width, acrossStart: y - room, acrossEnd: y + height + room }
    : { alongStart: y, alongEnd: y + height, acrossStart: x - room, acrossEnd: x + width + room };
}

function countTouched(boxes: readonly Box[], curve: Curve): number {
  const points = Array.from({ length: samples - 1 }, (_, index) => {
    const t = (index + 1) / samples;
    return { along: along(curve, t), across: across(curve, t) };
  });
  return boxes.filter((box) =>
    points.some(
      (point) =>
        point.along > box.alongStart &&
        point.along < box.alongEnd &&
        point.across > box.acrossStart &&
        point.across < box.acrossEnd,
    ),
  ).length;
}

function handleLength(a1: number, a2: number): number {
  return Math.min(140, (a2 - a1) / 2);
}

function along({ a1, a2 }: Curve, t: number): number {
  const handle = handleLength(a1, a2);
  return cubic(a1, a1 + handle, a2 - handle, a2, t);
}

function across({ c1, c2, bow }: Curve, t: number): number {
  return cubic(c1, c1 + bow, c2 + bow, c2, t);
}

function cubic(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const s = 1 - t;
  return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
}
