import type { OpenLineageEvent } from '../../formats/openlineage/event';
import type { JobId, RawEvent, Run, RunId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import { foldRun, isSameRun, type RunEvent, runEventOf } from './foldRun';
import { groupBy } from '../core/groupBy';
import type { ResolvedNames } from './importedNames';
import type { ImportedRecords } from './importedRecords';
import type { DigestedEvent } from './lineagePlan';
import type { Transaction } from '../core/store';
import type { Withdrawn } from '../core/withdrawals';

/** An event with the time by which it is folded. */
export interface TimedEvent extends DigestedEvent {
  readonly time: Timestamp;
  /** Whether the store has it. */
  readonly isKnown: boolean;
  /** Whether it comes into view by this import: the store lacked it, or an undo had taken it out. */
  readonly isNew: boolean;
}

export interface ImportedRuns {
  /** Every run of the file that has a job. */
  readonly jobOfRun: ReadonlyMap<RunId, JobId>;
  /** Ids of runs of the store that new events tell of, whether they change what the run is or not. */
  readonly told: readonly RunId[];
  /** Those that are something else now. */
  readonly changed: readonly Run[];
}

/** Its id in this store: OpenLineage's, or the one that this project's own facet gives back. */
export function runIdOf(event: OpenLineageEvent): RunId | null {
  return event.kind === 'run' ? ((event.run.own?.id ?? event.runId) as RunId | null) : null;
}

/** Folds the runs of a file's events together with the events that the store has of them ([L31]). */
export async function foldImportedRuns(
  transaction: Transaction,
  withdrawn: Withdrawn,
  now: Timestamp,
  timed: readonly TimedEvent[],
  names: ResolvedNames,
  records: ImportedRecords,
): Promise<ImportedRuns> {
  const eventsOf = groupBy(timed, ({ event }) => runIdOf(event));
  const ids = [...eventsOf.keys()].filter((id) => id !== null);
  const stored = await storedRuns(transaction, ids);
  const earlier = await earlierEvents(transaction, ids, timed);
  const jobOfRun = new Map<RunId, JobId>();
  const told: RunId[] = [];
  const changed: Run[] = [];
  for (const id of ids) {
    const events = eventsOf.get(id)!;
    const before = stored.get(id);
    const jobId = before?.jobId ?? jobOf(events, names);
    if (jobId === null) continue;
    jobOfRun.set(id, jobId);
    const others = earlier.get(id) ?? [];
    const inView = others.filter(({ digest }) => !withdrawn.has('events', digest)).map(runEventOf);
    if (!before) {
      records.ensureNew('runs', foldRun({ id, jobId, recordedAt: now }, [...inView, ...events]));
      continue;
    }
    records.ensure('runs', before);
    // A run that was recorded by hand has no events: what a person said holds.
    const hasEvents = others.length > 0 || events.some(({ isNew }) => !isNew);
    const isBack = withdrawn.has('runs', id);
    if (!events.some(({ isNew }) => isNew) || !(hasEvents || isBack)) continue;
    told.push(id);
    const folded = foldRun(before, [...inView, ...events]);
    if (!isSameRun(before, folded)) changed.push(folded);
  }
  return { jobOfRun, told, changed };
}

async function storedRuns(transaction: Transaction, ids: readonly RunId[]): Promise<Map<RunId, Run>> {
  const known = await transaction.knownKeys('runs', ids);
  const runs = await transaction.getMany('runs', [...known]);
  return new Map(runs.flatMap((run) => (run ? [[run.id, run] as const] : [])));
}

/** What the store has of these runs besides the events that come in now, what is withdrawn included. */
async function earlierEvents(
  transaction: Transaction,
  ids: readonly RunId[],
  besides: readonly TimedEvent[],
): Promise<Map<RunId | null, RawEvent[]>> {
  const digests = new Set(besides.map(({ digest }) => digest));
  const events = (await transaction.whereAny('events', 'runId', ids)).filter(
    ({ digest, format }) => format === 'openlineage' && !digests.has(digest),
  );
  return groupBy(events, ({ runId }) => runId);
}

/** The job of the run's first event that names one. */
function jobOf(events: readonly RunEvent[], names: ResolvedNames): JobId | null {
  let first: RunEvent | null = null;
  for (const each of events) {
    if (
      each.event.job &&
      (!first || each.time < first.time || (each.time === first.time && each.digest < first.digest))
    ) {
      first = each;
    }
  }
  const job = first?.event.job;
  return (job && names.jobs.get(job.namespace, job.name)) ?? null;
}
