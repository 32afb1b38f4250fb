import type { LineageReaders } from '../../formats/lineageFormats';
import type { Run } from '../../lineage/records';
import { jobsNamed, nameKey } from '../core/lineageNames';
import type { LiveTransaction } from '../core/liveTransaction';
import { compareWords, foldRun, isSameRun, jobNameOf } from './foldRun';
import { groupBy } from '../../lib/groupBy';
import { runWordsOf } from './runWords';

/**
 * Writes those of the runs anew that the records in view tell otherwise now. One that no record is in view of stays as it
 * is: it was recorded by hand, or is out of view itself.
 */
export async function refoldRuns(
  live: LiveTransaction,
  ids: readonly string[],
  readers: LineageReaders,
): Promise<void> {
  const events = await live.whereAny('events', 'runId', ids);
  const wordsOf = groupBy(runWordsOf(events, readers), ({ fact }) => fact.id);
  for (const words of wordsOf.values()) words.sort(compareWords);
  const jobs = await jobsNamed(
    live,
    [...wordsOf.values()].flatMap((words) => jobNameOf(words) ?? []),
  );
  const changed: Run[] = [];
  for (const run of await live.raw.getMany('runs', ids)) {
    const own = run && wordsOf.get(run.id);
    if (!own) continue;
    const job = jobNameOf(own);
    const jobId = (job && jobs.get(nameKey(job))?.id) ?? run.jobId;
    const folded = foldRun({ ...run, jobId }, own);
    if (!isSameRun(run, folded)) changed.push(folded);
  }
  await live.raw.put('runs', changed);
}
