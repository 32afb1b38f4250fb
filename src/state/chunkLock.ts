/** Shared by all that write chunks and then refer to them, in every tab; who removes chunks has it alone. */
const lockName = 'throughline-chunks';

/** Runs `work` while no chunk is removed: those that it stored, or found to be there, stay until it has referred to them. */
export function whileChunksStay<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lockName, { mode: 'shared' }, work) as Promise<T>;
}

/** Runs `work` while nobody writes chunks. */
export function whileChunksRest<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lockName, { mode: 'exclusive' }, work) as Promise<T>;
}
