/** Long work that stops now and then and says how much of it is done, 0 to 1; its result comes at the end. */
export type Steps<T> = Generator<number, T, void>;

/** Hands a list on in slices of that length, with a stop after each. */
export function* inSlices<R>(
  list: readonly R[],
  length: number,
  take: (some: readonly R[]) => void,
): Steps<void> {
  for (let start = 0; start < list.length; start += length) {
    take(list.slice(start, start + length));
    yield start / list.length;
  }
}

/** Each mapped, with stops; the same list where each is what it was. */
export function* mappedInSteps<R>(
  list: readonly R[],
  length: number,
  map: (record: R) => R,
): Steps<readonly R[]> {
  let isSame = true;
  const all: R[] = [];
  for (const record of list) {
    const other = map(record);
    isSame &&= other === record;
    all.push(other);
    if (all.length % length === 0) yield all.length / list.length;
  }
  return isSame ? list : all;
}

/** A list in order, with stops; those that are equal stay as they stand. */
export function* sortedInSteps<R>(
  list: readonly R[],
  length: number,
  order: (a: R, b: R) => number,
): Steps<readonly R[]> {
  let runs: R[][] = [];
  yield* inSlices(list, length, (some) => void runs.push(some.toSorted(order)));
  while (runs.length > 1) {
    const merged: R[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* merge(runs[at]!, runs[at + 1] ?? [], length, order));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<R>(
  one: readonly R[],
  other: readonly R[],
  length: number,
  order: (a: R, b: R) => number,
): Steps<R[]> {
  const merged: R[] = [];
  let at = 0;
  for (const record of other) {
    while (at < one.length && order(one[at]!, record) <= 0) merged.push(one[at++]!);
    merged.push(record);
    if (merged.length % length === 0) yield 0;
  }
  yield 0;
  for (; at < one.length; at += 1) merged.push(one[at]!);
  return merged;
}

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
