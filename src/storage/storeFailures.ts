import type { StoreFailure } from '../operations/core/store';

/** Names of errors that mean that the browser's store is not to be had, rather than a bug. */
const unavailable = new Set([
  'DatabaseClosedError',
  'OpenFailedError',
  'MissingAPIError',
  'MissingApiError',
  'UnknownError',
  'SecurityError',
  'InvalidStateError',
  'TimeoutError',
  'VersionError',
  'VersionChangeError',
  'NoSuchDatabaseError',
]);

/**
 * What an error of IndexedDB or Dexie means for a person; null for a bug. A full disk may be the error itself, or be
 * inside an AbortError or a bulk error.
 */
export function storeFailureOf(error: unknown): StoreFailure | null {
  const names = [...namesWithin(error, 0)];
  if (names.includes('QuotaExceededError')) {
    return { kind: 'storeFull', message: 'This browser has no room left for what was to be written.' };
  }
  const name = names.find((candidate) => unavailable.has(candidate));
  if (name === undefined) return names.at(-1) === 'AbortError' ? closed : null;
  return name === 'DatabaseClosedError' ? closed : { kind: 'storeUnavailable', message: messageOf(error) };
}

const closed: StoreFailure = {
  kind: 'storeUnavailable',
  message: 'The store was closed, perhaps because another tab upgraded or deleted it.',
};

function* namesWithin(error: unknown, depth: number): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  if ('name' in error && typeof error.name === 'string') yield error.name;
  if ('inner' in error) yield* namesWithin(error.inner, depth + 1);
  if ('failures' in error && Array.isArray(error.failures)) {
    yield* namesWithin(error.failures[0], depth + 1);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
