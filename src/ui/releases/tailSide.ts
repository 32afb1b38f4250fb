import type { Tail } from '../../gates/tail';

/** One side of a tail: a version's samples of a metric with their percentiles. */
export interface TailSide {
  readonly side: 'now' | 'candidate';
  readonly label: string;
  readonly values: Float64Array;
  readonly tail: Tail;
}
