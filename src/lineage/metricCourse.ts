import type { MetricPoints } from './claims';

/** A point of a metric's course as it is drawn; null where the value is no finite number. */
export interface CoursePoint {
  /** The step where every point has one, else which point it is, from 0. */
  readonly at: number;
  readonly value: number | null;
}

/** A metric's course, thinned to what a chart can show. */
export interface MetricCourse {
  readonly name: string;
  readonly isBySteps: boolean;
  readonly points: readonly CoursePoint[];
  /** Of all points, drawn or not. */
  readonly pointCount: number;
  /** Null where no value is a finite number. */
  readonly least: number | null;
  readonly greatest: number | null;
  /** By step, else the last that was told; NaN and infinities too. */
  readonly last: number;
}

/** A course of at most about `mostDrawn` points: of each stretch of equal count the least and the greatest stay, so that no peak is lost; a gap stays where all of it is one. Null without points. */
export function metricCourse(
  name: string,
  points: MetricPoints['points'],
  mostDrawn: number,
): MetricCourse | null {
  const isBySteps = points.every(([step]) => step !== null);
  const all = points.map(([step, , value], index) => ({ at: isBySteps ? step! : index, value }));
  const ordered = isBySteps ? all.toSorted((a, b) => a.at - b.at) : all;
  const last = ordered.at(-1);
  if (!last) return null;
  let [least, greatest]: [number | null, number | null] = [null, null];
  for (const { value } of ordered) {
    if (!Number.isFinite(value)) continue;
    if (least === null || value < least) least = value;
    if (greatest === null || value > greatest) greatest = value;
  }
  const drawn = thinned(ordered, mostDrawn).map(({ at, value }) => ({
    at,
    value: Number.isFinite(value) ? value : null,
  }));
  return { name, isBySteps, points: drawn, pointCount: ordered.length, least, greatest, last: last.value };
}

interface Told {
  readonly at: number;
  readonly value: number;
}

function thinned(points: readonly Told[], most: number): readonly Told[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil(points.length / Math.max(1, Math.floor(most / 2)));
  const kept: Told[] = [];
  for (let start = 0; start < points.length; start += stretch) {
    const stretchOf = points.slice(start, start + stretch);
    const finite = stretchOf.filter(({ value }) => Number.isFinite(value));
    const part = finite.length > 0 ? finite : stretchOf.slice(0, 1);
    const low = part.reduce((a, b) => (b.value < a.value ? b : a));
    const high = part.reduce((a, b) => (b.value > a.value ? b : a));
    kept.push(...part.filter((each) => each === low || each === high));
  }
  if (kept[0] !== points[0]) kept.unshift(points[0]!);
  if (kept.at(-1) !== points.at(-1)) kept.push(points.at(-1)!);
  return kept;
}
