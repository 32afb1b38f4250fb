/** The units of what is measured; less is better in all of them. */
export type Unit = 's' | 'ms' | 'KB' | 'MB' | 'x' | 'points';

/** Something that people use today for the same job, run beside us in the same run. */
export interface Peer {
  readonly name: string;
  /** One measurement, in the case's unit. */
  run(): Promise<number>;
}

/** One line of the bench. */
export interface Case {
  readonly name: string;
  /**
   * At most this many times the first peer's median, the other peers stand beside it for the eye; without a peer at most
   * this much in the case's unit.
   */
  readonly goal: number;
  readonly unit: Unit;
  /** Where a peer takes minutes: no more rounds than this. */
  readonly maxRounds?: number;
  /** Why it cannot be measured here, such as a peer that cannot be installed; null where it can. */
  unavailable?(): Promise<string | null>;
  /** What has to be there before the first measurement, such as a generated file. Not measured. */
  prepare?(): Promise<void>;
  /** One measurement of ours, in the case's unit. */
  ours(): Promise<number>;
  readonly peers: readonly Peer[];
  /** Ends what `prepare` began. */
  dispose?(): Promise<void>;
}

/** Seconds that a piece of work took on this machine's clock. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
