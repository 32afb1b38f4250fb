/** Where an event stands in the store, and whether it stood there before. */
export interface KeptEvent {
  /** Counts up in the order of the commits; what is read after one misses none. */
  readonly sequence: number;
  readonly isDuplicate: boolean;
}

/** How much may wait, and how much one statement takes. */
export interface CommitLimits {
  readonly mostWaiting: number;
  readonly mostWaitingBytes: number;
  readonly mostInOne: number;
}

/** Some seconds of work for either database. */
export const usualLimits: CommitLimits = {
  mostWaiting: 10_000,
  mostWaitingBytes: 64 * 1024 * 1024,
  mostInOne: 500,
};

/** Takes events while a statement runs, and writes all that came meanwhile by the next one. */
export interface GroupCommit {
  /** Resolves once all of them are committed, in their order; null where so much is waiting that nothing more is taken. */
  add(events: readonly Uint8Array[]): Promise<readonly KeptEvent[]> | null;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly event: Uint8Array;
  readonly settle: (kept: KeptEvent) => void;
  readonly fail: (error: unknown) => void;
}

/** `append` commits some events and gives where each stands; where it throws, none of them was acknowledged. */
export function createGroupCommit(
  append: (events: readonly Uint8Array[]) => Promise<readonly KeptEvent[]>,
  limits: CommitLimits = usualLimits,
): GroupCommit {
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, limits.mostInOne);
      try {
        const kept = await append(batch.map(({ event }) => event));
        for (const [index, { settle }] of batch.entries()) settle(kept[index]!);
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
      for (const { event } of batch) waitingBytes -= event.length;
    }
    running = null;
  };

  return {
    add(events) {
      const byteLength = events.reduce((sum, event) => sum + event.length, 0);
      const isFull =
        waiting.length + events.length > limits.mostWaiting ||
        waitingBytes + byteLength > limits.mostWaitingBytes;
      if (isFull) return null;
      waitingBytes += byteLength;
      const all = events.map(
        (event) =>
          new Promise<KeptEvent>((settle, fail) => {
            waiting.push({ event, settle, fail });
          }),
      );
      running ??= write();
      return Promise.all(all);
    },
    async idle() {
      while (running) await running;
    },
  };
}
