/** Works through items in order, at most `atOnce` at a time; ends when all have ended, and rejects with the first rejection. */
export async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const item of queue) await work(item);
  });
  const settled = await Promise.allSettled(lanes);
  const rejected = settled.find((lane) => lane.status === 'rejected');
  if (rejected) throw rejected.reason;
}
