/** Long work that stops now and then and says how much of it is done, 0 to 1; its result comes at the end. */
export type Steps<T> = Generator<number, T, void>;

/** Does all of it at once. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does it with a pause wherever it stops; `pause` hears how much is done, and whatever it throws ends the work. */
export async function runWithPauses<T>(steps: Steps<T>, pause: (share: number) => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await pause(value);
  }
}
