/** What a worker answers to somebody who sends it pieces and waits now and then. */
export interface Answers {
  /** Waits until that holds, asked again after each answer; throws where the worker crashed, or `take` did. */
  until(holds: () => boolean): Promise<void>;
}

/** Listens to a worker of its own; `what` it is stands in the message where it crashes. */
export function answersOf<Answer>(worker: Worker, what: string, take: (answer: Answer) => void): Answers {
  let wake: (() => void) | null = null;
  let failure: Error | null = null;
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    try {
      take(data);
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
    }
    wake?.();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    failure ??= new Error(`${what} crashed: ${event.message}`);
    wake?.();
  };
  return {
    async until(holds) {
      for (;;) {
        if (failure) throw failure;
        if (holds()) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
    },
  };
}
