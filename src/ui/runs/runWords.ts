import type { Reference, Run, RunState } from '../../lineage/records';

export const runStateNames: Readonly<Record<RunState, string>> = {
  scheduled: 'Scheduled',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  aborted: 'Aborted',
  unknown: 'Unknown',
};

/** Why it is not known how long a run took. */
export function noDurationReason({
  startedAt,
  endedAt,
  state,
}: Pick<Run, 'startedAt' | 'endedAt' | 'state'>): string {
  if (startedAt === null)
    return endedAt === null ? 'no start and no end was recorded' : 'no start was recorded';
  return state === 'running' ? 'it is still running' : 'no end was recorded';
}

/** A run that another one names and that nothing here reports. */
export function unreportedRun(id: string, job: Reference | null | undefined): string {
  return job
    ? `run ${id} of ${job.name} (${job.namespace}), not reported here`
    : `run ${id}, not reported here`;
}
