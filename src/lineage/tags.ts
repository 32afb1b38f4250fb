import type { JobId } from './records';

/** Whether a tag surely arrives, or only along what is inferred or may be meant. */
export type Certainty = 'certain' | 'possible';

/** Where a tag begins: at a column of a node's table, or at the node as a whole. */
export interface TagSeed {
  readonly node: number;
  readonly column: string | null;
  readonly tag: string;
  readonly certainty: Certainty;
}

/** That what a job writes no longer has a tag of what it reads. */
export interface TagRemoval {
  readonly jobId: JobId;
  readonly tag: string;
}

/** A tag at a node, or at a column of it, and the way on which it came. */
export interface TagArrival {
  readonly node: number;
  readonly column: string | null;
  readonly tag: string;
  readonly certainty: Certainty;
  /** Steps since the seed. */
  readonly hops: number;
  /** Where it came from; null at the seed. */
  readonly previous: TagArrival | null;
  /** The edge's index; null at the seed, and between a version and its artifact where no version is told. */
  readonly edge: number | null;
}

/** Every place that tags reach. */
export interface TagFlow {
  /** By node index: one a tag and column, in the order of least hops, what is certain first. */
  readonly at: ReadonlyMap<number, readonly TagArrival[]>;
  /** Arrivals at jobs and runs that were declared to remove the tag: it goes no further there. */
  readonly removed: readonly TagArrival[];
}

/** The way of a tag from its seed to an arrival, both included. */
export function wayOf(arrival: TagArrival): readonly TagArrival[] {
  const way: TagArrival[] = [];
  for (let each: TagArrival | null = arrival; each; each = each.previous) way.push(each);
  return way.reverse();
}
