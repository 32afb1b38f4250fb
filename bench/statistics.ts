/** The middle value; of an even number of values the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Measurements of one case: `ours` and of each peer, round by round in the same order. */
export interface Measurements {
  readonly ours: readonly number[];
  readonly peers: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** How we stand: `ratio` is our median over the peer's, so that below 1 we are faster. */
export interface Standing {
  readonly median: number;
  readonly peers: readonly { readonly name: string; readonly median: number; readonly ratio: number }[];
  /** Whether the ratio to the first peer, or without peers our median, is at most the goal. */
  readonly met: boolean;
}

/** Ratios of medians: one slow round of a noisy machine moves neither. */
export function judge({ ours, peers }: Measurements, goal: number): Standing {
  const ownMedian = median(ours);
  const standing = peers.map(({ name, values }) => {
    const peerMedian = median(values);
    return { name, median: peerMedian, ratio: ownMedian / peerMedian };
  });
  const first = standing[0];
  return { median: ownMedian, peers: standing, met: (first?.ratio ?? ownMedian) <= goal };
}
