import { type HistoryPoint, packHistory } from '../../lineage/metricHistory';
import type { RunMetric } from './records';

/** The points of one metric as they come, and what MLflow takes for its latest value. */
export class MetricBuilder {
  private readonly name: string;
  /** Step, time and value of each, one behind the other: a store may have millions. */
  private readonly flat: (number | null)[] = [];

  constructor(name: string) {
    this.name = name;
  }

  add(step: number | null, timeMs: number | null, value: number): void {
    this.flat.push(step, timeMs, value);
  }

  /** Null where it has no points. `isSorted` puts them in MLflow's order of a database: by time, step and value. */
  end(isSorted: boolean): RunMetric | null {
    const points = this.points();
    if (isSorted) points.sort(compareByTime);
    if (points.length === 0) return null;
    const latest = points.reduce((last, point) => (compareByStep(last, point) <= 0 ? point : last))[2];
    return {
      name: this.name,
      packed: packHistory(points),
      latest: Number.isFinite(latest) ? latest : String(latest),
    };
  }

  private points(): HistoryPoint[] {
    const points: HistoryPoint[] = [];
    for (let at = 0; at < this.flat.length; at += 3)
      points.push([this.flat[at]!, this.flat[at + 1]!, this.flat[at + 2]!]);
    return points;
  }
}

/** What a metric file of a store said; `skewedSteps` are those that MLflow itself reads as 0. */
export interface MetricLines {
  readonly metric: RunMetric | null;
  readonly skewedSteps: number;
  /** Lines that are none, by their numbers. */
  readonly badLines: readonly number[];
}

/**
 * A metric file: `time value`, `time value step`, and behind these the dataset that it was measured on and its digest, or the run of a
 * logged model and both. The step is the third field. MLflow's own store reads lines with a dataset as of step 0.
 */
export function readMetricLines(name: string, text: string): MetricLines {
  const builder = new MetricBuilder(name);
  const badLines: number[] = [];
  let skewedSteps = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const fields = line.trim().split(/\s+/);
    const point = readMetricFields(fields);
    if (!point) {
      badLines.push(index + 1);
      continue;
    }
    if (fields.length >= 5 && point[0] !== 0) skewedSteps++;
    builder.add(...point);
  }
  return { metric: builder.end(false), skewedSteps, badLines };
}

/** The first fields of a line of a metric: time, value and, where there is one, step; null where they are none. */
export function readMetricFields(
  fields: readonly string[],
): readonly [step: number, timeMs: number, value: number] | null {
  const [time, value, step] = [wholeOf(fields[0]), valueOf(fields[1]), wholeOf(fields[2] ?? '0')];
  return time === null || value === null || step === null ? null : [step, time, value];
}

function wholeOf(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,16}$/.test(text) ? Number(text) : null;
}

/** A number as Python writes it. */
function valueOf(text: string | undefined): number | null {
  const found = /^([+-]?)(?:(nan)|(inf(?:inity)?)|((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))$/i.exec(text ?? '');
  if (!found) return null;
  const [, sign, nan, infinity, digits] = found;
  const value = nan === undefined ? (infinity === undefined ? Number(digits) : Infinity) : NaN;
  return sign === '-' ? -value : value;
}

function compareByStep([stepA, timeA, valueA]: HistoryPoint, [stepB, timeB, valueB]: HistoryPoint): number {
  return (stepA ?? 0) - (stepB ?? 0) || (timeA ?? 0) - (timeB ?? 0) || compareValues(valueA, valueB);
}

function compareByTime([stepA, timeA, valueA]: HistoryPoint, [stepB, timeB, valueB]: HistoryPoint): number {
  return (timeA ?? 0) - (timeB ?? 0) || (stepA ?? 0) - (stepB ?? 0) || compareValues(valueA, valueB);
}

/** NaN before every number. */
function compareValues(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a < b ? -1 : Number(a > b);
}
