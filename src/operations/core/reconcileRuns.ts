import type { Run } from '../../lineage/records';

/** Whether others may tell that a run is over, of which its own events say that it is running. */
export function mayBeOver({ state, parentRunId, root }: Run): boolean {
  return state === 'running' && (parentRunId !== null || root !== undefined);
}

/** Whether a run's parent or root has ended, or those of these [L44]. */
export function isParentOver(run: Run, runOf: (id: string) => Run | undefined): boolean {
  return isOneOver(run, runOf, new Set([run.id]));
}

function isOneOver(
  { parentRunId, root }: Run,
  runOf: (id: string) => Run | undefined,
  seen: ReadonlySet<string>,
): boolean {
  return [parentRunId, root?.id].some((id) => {
    const above = id === null || id === undefined || seen.has(id) ? undefined : runOf(id);
    if (!above) return false;
    const { state } = above;
    if (state === 'completed' || state === 'failed' || state === 'aborted') return true;
    return isOneOver(above, runOf, new Set([...seen, above.id]));
  });
}
