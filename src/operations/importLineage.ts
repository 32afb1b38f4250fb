import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { readOpenLineageInSteps } from '../formats/openlineage/readOpenLineage';
import type { Json } from '../lib/json';
import { err, type Result } from '../lib/result';
import { runWithPauses } from '../lib/steps';
import type { JobId, RawEvent } from '../lineage/records';
import type { ArtifactId } from '../versioning/records';
import { importBundle } from './bundle';
import { type ChangeWriter, commitChange, type CommittedChange } from './commitChange';
import { ImportedRecords, type WrittenRecords } from './importedRecords';
import { type ResolvedNames, resolveNames } from './importedNames';
import { addObservations, versionMentions } from './importedObservations';
import { foldImportedRuns, runIdOf, type TimedEvent } from './importedRuns';
import { resolveSnapshots } from './importedSnapshots';
import type { ImportSummary, LineageCounts, LineageFile } from './importSummary';
import { type ImportWatch, noWatch, stopIfCancelled } from './importWatch';
import { type LineagePlan, planLineage } from './lineagePlan';
import type { OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import { readWithdrawn, type WithdrawalTarget, type Withdrawn } from './withdrawals';

export type { ImportSummary } from './importSummary';

/** Where each part of an import begins, of 1, as it was measured: reading, digesting, folding, writing. */
const beginnings = { digesting: 0.2, folding: 0.35, writing: 0.45 };

/**
 * Takes a lineage file into the store, OpenLineage events or a bundle: all of it with one audit entry, or nothing.
 * Ids are derived from the source's names and run ids, so importing the same again changes nothing, and
 * `auditSequence` is null then. Where it is cancelled it rejects with a `CancelledImport`, and has left nothing.
 */
export async function importLineage(
  ports: OperationPorts,
  { path, text }: LineageFile,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const pauseIn = (from: number, to: number) => async (share: number) => {
    watch.report(from + share * (to - from));
    await watch.pause();
    stopIfCancelled(watch);
  };
  if (looksLikeBundle(text)) return importBundle(ports, { path, text }, watch);
  const read = await runWithPauses(readOpenLineageInSteps(text), pauseIn(0, beginnings.digesting));
  if (!read.ok) return err({ kind: 'malformedLineage', path, ...read.error });
  const plan = await runWithPauses(
    planLineage(read.value.events, read.value.warnings, ports),
    pauseIn(beginnings.digesting, beginnings.folding),
  );
  return commitChange(
    ports,
    async (change) => {
      const { value, restored, changedRuns } = await writePlan(ports, change, plan, path, watch);
      const isChanged =
        value.eventCount > 0 ||
        restored.length > 0 ||
        changedRuns.length > 0 ||
        Object.values(value.counts).some((count) => count > 0);
      if (!isChanged) return { value, audit: null };
      const detail = {
        format: value.format,
        eventCount: value.eventCount,
        counts: value.counts as unknown as Json,
        eventsDigest: digestOfAll(ports, plan),
        ...(restored.length > 0 ? { restored: restored as unknown as Json } : {}),
        ...(changedRuns.length > 0 ? { changedRuns } : {}),
      };
      return { value, audit: { action: 'importLineage', subject: path, detail } };
    },
    () => watch.hold(),
  );
}

interface Written {
  readonly value: ImportSummary;
  /** What an undo had taken out of view, and is in view again. */
  readonly restored: readonly WithdrawalTarget[];
  /** Ids of runs that were there and are told otherwise now: an undo folds them anew. */
  readonly changedRuns: readonly string[];
}

async function writePlan(
  ports: OperationPorts,
  change: ChangeWriter,
  plan: LineagePlan,
  path: string,
  watch: ImportWatch,
): Promise<Written> {
  const { transaction, now } = change;
  const withdrawn = await readWithdrawn(transaction);
  const records = new ImportedRecords();
  const timed = await timedEvents(change, withdrawn, plan, records);
  stopIfCancelled(watch);
  const names = await resolveNames(ports, change, withdrawn, plan, records);
  const mentions = versionMentions(timed, names);
  const snapshots = await resolveSnapshots(ports, change, withdrawn, mentions, records);
  const runs = await foldImportedRuns(transaction, withdrawn, now, timed, names, records);
  const observed = { names, snapshots, runs: runs.jobOfRun, path, now };
  const unlinked = addObservations(timed, observed, records);
  const edgesBefore = await knownEdges(change, withdrawn, names);
  stopIfCancelled(watch);
  let addedCount = 0;
  const written = await records.write(change, withdrawn, {
    watch,
    onAdded(count) {
      addedCount += count;
      const share = addedCount / records.count;
      watch.report(beginnings.writing + share * (1 - beginnings.writing));
    },
  });
  await restore(ports, change, written);
  await transaction.putRuns(runs.changed);
  return {
    value: {
      path,
      format: 'openlineage',
      eventCount: timed.filter(({ isNew }) => isNew).length,
      counts: countsOf(written, edgesBefore),
      warnings: [...plan.warnings, ...names.warnings, ...unlinked],
    },
    restored: written.restored,
    changedRuns: runs.changed.map(({ id }) => id),
  };
}

/** The events with their times; those that the store lacks, or that are out of view, are among the records to be written. */
async function timedEvents(
  { transaction, now }: ChangeWriter,
  withdrawn: Withdrawn,
  { events }: LineagePlan,
  records: ImportedRecords,
): Promise<TimedEvent[]> {
  const known = await transaction.knownKeys(
    'events',
    events.map(({ digest }) => digest),
  );
  const untimed = events.flatMap(({ digest, event }) =>
    event.time === null && known.has(digest) ? digest : [],
  );
  const kept = await transaction.getMany('events', untimed);
  // What has no time is taken to be of the moment when it was first imported.
  const times = new Map(kept.flatMap((raw) => (raw ? [[raw.digest, raw.eventTime] as const] : [])));
  return events.map((each) => {
    const time = each.event.time ?? times.get(each.digest) ?? now;
    const isKnown = known.has(each.digest);
    const isNew = !isKnown || withdrawn.has('events', each.digest);
    const timed = { ...each, time, isKnown, isNew };
    if (isKnown) records.ensure('events', rawEvent(timed));
    else records.ensureNew('events', rawEvent(timed));
    return timed;
  });
}

function rawEvent({ digest, event, time }: TimedEvent): RawEvent {
  return { digest, format: 'openlineage', eventTime: time, runId: runIdOf(event), body: event.body };
}

/** The links of the definition graph that jobs of the store have already. */
async function knownEdges(
  { transaction }: ChangeWriter,
  withdrawn: Withdrawn,
  names: ResolvedNames,
): Promise<ReadonlySet<string>> {
  const jobs = [...new Set(names.jobs.values())].filter((id) => names.known.has(id));
  const observations = await transaction.whereAny('observations', 'jobId', jobs);
  return new Set(observations.filter(({ id }) => !withdrawn.has('observations', id)).map(edgeKey));
}

function edgeKey({
  role,
  jobId,
  artifactId,
}: {
  role: string;
  jobId: JobId;
  artifactId: ArtifactId;
}): string {
  return `${role} ${jobId} ${artifactId}`;
}

function countsOf(
  { added, restored, observations }: WrittenRecords,
  edgesBefore: ReadonlySet<string>,
): LineageCounts {
  const count = (table: 'artifacts' | 'snapshots' | 'jobs' | 'runs'): number =>
    (added[table]?.length ?? 0) + restored.filter((target) => target.table === table).length;
  const edges = new Set(observations.map(edgeKey).filter((key) => !edgesBefore.has(key)));
  return {
    artifacts: count('artifacts'),
    snapshots: count('snapshots'),
    jobs: count('jobs'),
    runs: count('runs'),
    edges: edges.size,
  };
}

/** What an undo had taken out of view is put back by a further record: nothing is rewritten. */
async function restore(
  ports: OperationPorts,
  change: ChangeWriter,
  { restored }: WrittenRecords,
): Promise<void> {
  if (restored.length === 0) return;
  await change.transaction.add('withdrawals', [
    {
      id: ports.newId(),
      targets: restored,
      isWithdrawn: false,
      recordedAt: change.now,
      auditSequence: change.auditSequence,
    },
  ]);
}

function digestOfAll({ hashers, text }: OperationPorts, { events }: LineagePlan): string {
  const hasher = hashers.sha256();
  hasher.update(text.encode(events.map(({ digest }) => digest).join('')));
  return hasher.hex();
}
