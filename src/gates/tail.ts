import { percentile } from '../numerics/percentile';
import { sampleOfValues } from '../numerics/weightedSample';
import { meanOf } from '../numerics/moments';

/** How samples lie, and how long their tail is: percentiles as numpy's linear ones. */
export interface Tail {
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Of the tail of latencies or any other samples [G9]; null where there is none. All values must be finite. */
export function tailOf(values: ArrayLike<number>): Tail | null {
  if (values.length === 0) return null;
  const sample = sampleOfValues(values);
  return {
    count: values.length,
    min: sample.values[0]!,
    mean: meanOf(values),
    p50: percentile(sample, 50),
    p95: percentile(sample, 95),
    p99: percentile(sample, 99),
    max: sample.values[values.length - 1]!,
  };
}
