import type { RunState } from '../../lineage/records';

export const runStateNames: Readonly<Record<RunState, string>> = {
  scheduled: 'Scheduled',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  aborted: 'Aborted',
  unknown: 'Unknown',
};
