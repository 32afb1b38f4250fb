/** How one list became another. An element that says something else now is in both. */
export interface ListChange<T> {
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * What came and went between two states of a list, told by identity; in the order of the lists. Both begin and end alike for
 * the most part, so that it costs little more than what changed.
 */
export function listChange<T>(before: readonly T[], after: readonly T[]): ListChange<T> {
  if (before === after) return { removed: [], added: [] };
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let [beforeEnd, afterEnd] = [before.length, after.length];
  while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd -= 1;
    afterEnd -= 1;
  }
  const [was, is] = [before.slice(start, beforeEnd), after.slice(start, afterEnd)];
  const [old, made] = [new Set(was), new Set(is)];
  return {
    removed: was.filter((element) => !made.has(element)),
    added: is.filter((element) => !old.has(element)),
  };
}
