import type { MetricPoints } from '../../lineage/claims';
import { parseTimestamp, type Timestamp, timestampFromMilliseconds } from '../../versioning/timestamp';
import type { Placed } from './place';

type Point = MetricPoints['points'][number];

/**
 * Metrics that training tools tell at their steps: a list of `{step, timestamp, value}` in place of a number. Null where there
 * are none.
 */
export function readMetricPoints(facets: readonly Placed[]): readonly MetricPoints[] | null {
  const found: MetricPoints[] = [];
  for (const facet of facets) {
    for (const [name, value] of facet.at('metrics').members() ?? []) {
      const points = pointsOf(value);
      if (points.length > 0) found.push({ name, points });
    }
    for (const own of facet.at('metricPoints').items() ?? []) {
      const name = own.at('name').text;
      const points = pointsOf(own.at('points'));
      if (name !== null && points.length > 0) found.push({ name, points });
    }
  }
  return found.length > 0 ? found : null;
}

/** The value of a list's last point; null where it is no such list. */
export function lastPoint(placed: Placed): number | null {
  return pointsOf(placed).at(-1)?.[2] ?? null;
}

function pointsOf(placed: Placed): readonly Point[] {
  return (placed.items() ?? []).flatMap((item): Point[] => {
    const value = item.at('value').number;
    if (value === null) return [];
    return [[item.at('step').number, timeOf(item.at('timestamp')), value]];
  });
}

/** Text of ISO 8601, or milliseconds since 1970; null before the year 0, and long after today. */
function timeOf({ text, number }: Placed): Timestamp | null {
  const isDate = number !== null && Math.abs(number) < 2e14;
  const written = isDate ? timestampFromMilliseconds(number) : text;
  const time = written === null ? null : parseTimestamp(written);
  return time?.ok ? time.value : null;
}
