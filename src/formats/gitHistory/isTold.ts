import type { CommitFacts, CommitState } from './commitStates';

/** Whether a commit has a pointer, a run of a lock, or a file of parameters or metrics as none of its parents has it: a merge mostly has not. */
export function isTold(facts: CommitFacts, parents: readonly CommitState[]): boolean {
  const valueIds = (state: Pick<CommitState, 'values'>): ReadonlyMap<string, string> =>
    new Map([...state.values].map(([path, { id }]) => [path, id]));
  const runs = (state: Pick<CommitState, 'runs'>): ReadonlyMap<string, true> =>
    new Map([...state.runs].map((id) => [id, true]));
  return (
    hasOther(
      facts.pointers,
      parents.map(({ pointers }) => pointers),
    ) ||
    hasOther(valueIds(facts), parents.map(valueIds)) ||
    (parents.every((parent) => parent.runs !== facts.runs) && hasOther(runs(facts), parents.map(runs)))
  );
}

/** Whether something is as in none of `before`; also that it is gone, where all of these have it. */
function hasOther<T>(now: ReadonlyMap<string, T>, before: readonly ReadonlyMap<string, T>[]): boolean {
  if (before.includes(now)) return false;
  for (const [key, value] of now) if (before.every((each) => each.get(key) !== value)) return true;
  const [first, ...others] = before;
  for (const key of first?.keys() ?? [])
    if (!now.has(key) && others.every((each) => each.has(key))) return true;
  return false;
}
