/** The outcome of work that may fail for a reason a person can act on. Bugs throw instead. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** The outcome of work that succeeded. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** The outcome of work that failed for that reason. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
