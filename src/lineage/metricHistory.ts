import { timestampFromMilliseconds, type Timestamp } from '../versioning/timestamp';
import type { MetricPoints, PackedMetric } from './claims';

/** One value of a metric: its step and its time, in milliseconds since 1970, each null where it is not told. */
export type HistoryPoint = readonly [step: number | null, timeMs: number | null, value: number];

/**
 * The points of a metric as one text, in their order: `step time value` each, with `;` between them; steps and times as the difference
 * from the point before, `-` where there is none. A training run has thousands, and a text is kept and compared as one thing.
 */
export function packHistory(points: Iterable<HistoryPoint>): string {
  let text = '';
  let [lastStep, lastTime] = [0, 0];
  for (const [step, time, value] of points) {
    if (text !== '') text += ';';
    text += `${step === null ? '-' : step - lastStep} ${time === null ? '-' : time - lastTime} ${textOf(value)}`;
    lastStep = step ?? lastStep;
    lastTime = time ?? lastTime;
  }
  return text;
}

/** What `packHistory` was given. */
export function unpackHistory(text: string): readonly HistoryPoint[] {
  if (text === '') return [];
  let [lastStep, lastTime] = [0, 0];
  return text.split(';').map((point): HistoryPoint => {
    const [step = '-', time = '-', value = 'NaN'] = point.split(' ');
    if (step !== '-') lastStep += Number(step);
    if (time !== '-') lastTime += Number(time);
    return [step === '-' ? null : lastStep, time === '-' ? null : lastTime, Number(value)];
  });
}

/** The points of a metric, however it is kept. */
export function metricPointsOf(metric: MetricPoints | PackedMetric): MetricPoints['points'] {
  if (!('packed' in metric)) return metric.points;
  return unpackHistory(metric.packed).map(([step, time, value]) => [step, timestampOf(time), value]);
}

/** The last day of the year 9999, which a timestamp can still tell. */
const latestMs = 253_402_300_799_999;

/** A time in milliseconds as a timestamp; null for one that a timestamp cannot tell. */
export function timestampOf(timeMs: number | null): Timestamp | null {
  const isTime = timeMs !== null && timeMs >= 0 && timeMs <= latestMs;
  return isTime ? timestampFromMilliseconds(timeMs) : null;
}

function textOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
