import { normalDraw, seededRandom } from '../../../lib/random';
import { predict, type LinearModel } from './linearModel';
import { round } from './rawTables';

/** Samples of one metric of the version that a month brings of a file. */
export interface SampleMeasurement {
  readonly path: string;
  readonly metric: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly cases: readonly string[] | null;
}

/** Rows that every month's model is judged by. */
export interface BenchmarkRows {
  readonly rows: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** How quick an endpoint of the sample answers. */
export interface EndpointSpeed {
  readonly medianMs: number;
  /** The share of requests that take three times as long. */
  readonly slowShare: number;
}

const benchmarkCaseCount = 160;
const requestCount = 240;

/** How far a model is off on each row of the benchmark: the same rows every month, so that two versions can be compared pair by pair. */
export function benchmarkErrors(
  path: string,
  unit: string,
  model: LinearModel,
  { rows, targets }: BenchmarkRows,
): SampleMeasurement {
  const judged = rows.slice(0, benchmarkCaseCount);
  return {
    path,
    metric: 'absolute_error',
    unit,
    values: judged.map((row, index) => round(Math.abs(predict(model, row) - (targets[index] ?? 0)), 3)),
    cases: judged.map((_, index) => `benchmark ${String(index + 1).padStart(3, '0')}`),
  };
}

/** How long requests took on the day after a deployment, in milliseconds: most are quick, and some are not. */
export function requestLatencies(
  path: string,
  { medianMs, slowShare }: EndpointSpeed,
  seed: number,
): SampleMeasurement {
  const random = seededRandom(seed);
  const values = Array.from({ length: requestCount }, () => {
    const isSlow = random() < slowShare;
    return round(Math.exp(normalDraw(random, Math.log(isSlow ? medianMs * 3 : medianMs), 0.28)), 2);
  });
  return { path, metric: 'latency_ms', unit: 'ms', values, cases: null };
}
