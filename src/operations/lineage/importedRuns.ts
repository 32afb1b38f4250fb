import type { LineageReaders } from '../../formats/lineageFormats';
import type { JobId, RawEvent, Run, RunId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import { compareWords, foldRun, isSameRun, jobNameOf, type RunWord } from './foldRun';
import { groupBy } from '../../lib/groupBy';
import type { ResolvedNames } from './importedNames';
import type { ImportedRecords } from './importedRecords';
import { runWordsOf } from './runWords';
import type { DigestedStatement } from './lineagePlan';
import type { LiveTransaction } from '../core/liveTransaction';
import type { Transaction } from '../core/store';

/** A statement with the time by which it is folded. */
export interface TimedStatement extends DigestedStatement {
  readonly time: Timestamp;
  /** Whether the store has its record. */
  readonly isKnown: boolean;
  /** Whether it comes into view by this import: the store lacked it, or an undo had taken it out. */
  readonly isNew: boolean;
}

/** What an import says of runs. */
export interface ImportedRuns {
  /** Every run of the import that has a job. */
  readonly jobOfRun: ReadonlyMap<RunId, JobId>;
  /** Ids of runs of the store that new statements tell of, whether they change what the run is or not. */
  readonly told: readonly RunId[];
  /** Those that are something else now. */
  readonly changed: readonly Run[];
}

interface NewWord extends RunWord {
  readonly isNew: boolean;
}

/** The first run that a statement tells of, under which its record is kept. */
export function runIdOf({ statement }: DigestedStatement): RunId | null {
  return (statement.runs[0]?.id ?? null) as RunId | null;
}

/** Folds the runs of a file's statements together with what the store has of them ([L31]). */
export async function foldImportedRuns(
  live: LiveTransaction,
  now: Timestamp,
  timed: readonly TimedStatement[],
  names: ResolvedNames,
  records: ImportedRecords,
  readers: LineageReaders,
): Promise<ImportedRuns> {
  const wordsOf = groupBy(newWords(timed), ({ fact }) => fact.id as RunId);
  const ids = [...wordsOf.keys()];
  const stored = await storedRuns(live.raw, ids);
  const earlier = await earlierEvents(live.raw, ids, timed);
  const jobOfRun = new Map<RunId, JobId>();
  const told: RunId[] = [];
  const changed: Run[] = [];
  for (const id of ids) {
    const words = wordsOf.get(id)!;
    const before = stored.get(id);
    const others = earlier.get(id) ?? [];
    const inView = runWordsOf(
      others.filter(({ digest }) => !live.isHidden('events', digest)),
      readers,
    );
    const all = inView.length === 0 ? words.sort(compareWords) : [...inView, ...words].sort(compareWords);
    const job = jobNameOf(all);
    const jobId = (job && names.jobs.get(job.namespace, job.name)) ?? before?.jobId ?? null;
    if (jobId === null || live.isDeleted('jobs', jobId) || live.isDeleted('runs', id)) continue;
    // A run that was recorded by hand has no records: what a person said holds.
    const hasRecords = others.length > 0 || words.some(({ isNew }) => !isNew);
    const isBack = live.isHidden('runs', id);
    const isByHand = before !== undefined && !hasRecords && !isBack;
    jobOfRun.set(id, isByHand ? before.jobId : jobId);
    if (!before) {
      records.ensureNew('runs', foldRun({ id, jobId, recordedAt: now }, all));
      continue;
    }
    records.ensure('runs', before);
    if (!words.some(({ isNew }) => isNew) || isByHand) continue;
    told.push(id);
    const folded = foldRun({ ...before, jobId }, all);
    if (!isSameRun(before, folded)) changed.push(folded);
  }
  return { jobOfRun, told, changed };
}

function newWords(timed: readonly TimedStatement[]): NewWord[] {
  const words: NewWord[] = [];
  for (const { digest, time, statement, isNew } of timed) {
    for (const fact of statement.runs) words.push({ digest, time, fact, isNew });
  }
  return words;
}

async function storedRuns(transaction: Transaction, ids: readonly RunId[]): Promise<Map<RunId, Run>> {
  const known = await transaction.knownKeys('runs', ids);
  const runs = await transaction.getMany('runs', [...known]);
  return new Map(runs.flatMap((run) => (run ? [[run.id, run] as const] : [])));
}

/** What the store has of these runs besides the records that come in now, what is withdrawn included. */
async function earlierEvents(
  transaction: Transaction,
  ids: readonly RunId[],
  besides: readonly TimedStatement[],
): Promise<Map<RunId | null, RawEvent[]>> {
  const digests = new Set(besides.map(({ digest }) => digest));
  const events = (await transaction.whereAny('events', 'runId', ids)).filter(
    ({ digest }) => !digests.has(digest),
  );
  return groupBy(events, ({ runId }) => runId);
}
