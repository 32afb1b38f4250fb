import type { Run } from '../../lineage/records';
import { foldRun, isSameRun, runEventOf } from './foldRun';
import { groupBy } from '../core/groupBy';
import type { Transaction } from '../core/store';
import type { Withdrawn } from '../core/withdrawals';

/**
 * Writes those of the runs anew that the events in view tell otherwise now. One that no event is in view of stays as it
 * is: it was recorded by hand, or is out of view itself.
 */
export async function refoldRuns(
  transaction: Transaction,
  withdrawn: Withdrawn,
  ids: readonly string[],
): Promise<void> {
  const events = (await transaction.whereAny('events', 'runId', ids)).filter(
    ({ digest, format }) => format === 'openlineage' && !withdrawn.has('events', digest),
  );
  const eventsOf = groupBy(events, ({ runId }) => runId);
  const changed: Run[] = [];
  for (const run of await transaction.getMany('runs', ids)) {
    const own = run && eventsOf.get(run.id);
    if (!own) continue;
    const folded = foldRun(run, own.map(runEventOf));
    if (!isSameRun(run, folded)) changed.push(folded);
  }
  await transaction.put('runs', changed);
}
