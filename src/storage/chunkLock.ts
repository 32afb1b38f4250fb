/** Shared by all that write chunks and then refer to them, in every tab; who removes chunks has it alone. */
const lockName = 'throughline-chunks';

/** Runs `work` while no chunk is removed: those that it stored, or found to be there, stay until it has referred to them. */
export function whileChunksStay<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lockName, { mode: 'shared' }, work) as Promise<T>;
}

/** As `whileChunksRest`, now or not at all: null where somebody writes chunks. */
export function ifChunksRest<T>(work: () => Promise<T>): Promise<T | null> {
  return navigator.locks.request(lockName, { mode: 'exclusive', ifAvailable: true }, (lock) =>
    lock ? work() : Promise.resolve(null),
  ) as Promise<T | null>;
}

/** Runs `work` while nobody writes chunks. */
export function whileChunksRest<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lockName, { mode: 'exclusive' }, work) as Promise<T>;
}
