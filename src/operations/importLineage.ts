import type { EventDataset, LineageWarning, OpenLineageEvent } from '../formats/openlineage/event';
import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { readKeptEvent, readOpenLineage } from '../formats/openlineage/readOpenLineage';
import type { Json } from '../lib/json';
import { err, type Result } from '../lib/result';
import type { ColumnLink, JobId, Observation, RawEvent, Run, RunId } from '../lineage/records';
import type { ArtifactId, SnapshotId } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import { importBundle } from './bundle';
import { type ChangeWriter, commitChange, type CommittedChange } from './commitChange';
import { foldRun, type RunEvent } from './foldRun';
import { ImportedRecords, type WrittenRecords } from './importedRecords';
import { artifactOfColumn, type ResolvedNames, resolveNames } from './importedNames';
import { resolveSnapshots, versionKey, type VersionMention } from './importedSnapshots';
import { nameKey } from './lineageNames';
import { datasetsOf, type DigestedEvent, type LineagePlan, planLineage } from './lineagePlan';
import type { ImportSummary, LineageCounts, LineageFile } from './importSummary';
import type { OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import { readWithdrawn, type WithdrawalTarget, type Withdrawn } from './withdrawals';

export type { ImportSummary } from './importSummary';

/**
 * Takes a lineage file into the store, OpenLineage events or a bundle: all of it with one audit entry, or nothing.
 * Ids are derived from the source's names and run ids, so importing the same again changes nothing, and
 * `auditSequence` is null then.
 */
export async function importLineage(
  ports: OperationPorts,
  { path, text }: LineageFile,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  if (looksLikeBundle(text)) return importBundle(ports, { path, text });
  const read = readOpenLineage(text);
  if (!read.ok) return err({ kind: 'malformedLineage', path, ...read.error });
  const plan = planLineage(read.value.events, read.value.warnings, ports);
  return commitChange(ports, async (change) => {
    const summary = await writePlan(ports, change, plan, path);
    const { value, restored, changedRunCount } = summary;
    const isChanged =
      value.eventCount > 0 ||
      restored.length > 0 ||
      changedRunCount > 0 ||
      Object.values(value.counts).some((count) => count > 0);
    if (!isChanged) return { value, audit: null };
    const detail = {
      format: value.format,
      eventCount: value.eventCount,
      counts: value.counts as unknown as Json,
      eventsDigest: digestOfAll(ports, plan),
      ...(restored.length > 0 ? { restored: restored as unknown as Json } : {}),
    };
    return { value, audit: { action: 'importLineage', subject: path, detail } };
  });
}

interface Written {
  readonly value: ImportSummary;
  /** What an undo had taken out of view, and is in view again. */
  readonly restored: readonly WithdrawalTarget[];
  readonly changedRunCount: number;
}

async function writePlan(
  ports: OperationPorts,
  change: ChangeWriter,
  plan: LineagePlan,
  path: string,
): Promise<Written> {
  const { transaction } = change;
  const withdrawn = await readWithdrawn(transaction);
  const records = new ImportedRecords();
  const kept = await transaction.getMany(
    'events',
    plan.events.map(({ digest }) => digest),
  );
  const timed = plan.events.map((each, index): TimedEvent => {
    // What has no time is taken to be of the moment when it was first imported.
    return { ...each, time: kept[index]?.eventTime ?? each.event.time ?? change.now };
  });
  const names = await resolveNames(ports, change, withdrawn, plan, records);
  const snapshots = await resolveSnapshots(ports, change, withdrawn, mentionsOf(timed, names), records);
  const runs = await foldRuns(change, timed, names, kept, records);
  const unlinked = addObservations(
    { timed, names, snapshots, runs: runs.jobOfRun, path, now: change.now },
    records,
  );
  const edgesBefore = await knownEdges(change, withdrawn, names);
  const written = await records.write(change, withdrawn);
  await restore(ports, change, written);
  await transaction.putRuns(runs.changed);
  const events = timed.filter((_, index) => kept[index] === undefined).map((each) => rawEvent(each));
  await transaction.add('events', events);
  return {
    value: {
      path,
      format: 'openlineage',
      eventCount: events.length,
      counts: countsOf(written, edgesBefore),
      warnings: [...plan.warnings, ...names.warnings, ...unlinked],
    },
    restored: written.restored,
    changedRunCount: runs.changed.length,
  };
}

interface TimedEvent extends DigestedEvent {
  readonly time: Timestamp;
}

function mentionsOf(timed: readonly TimedEvent[], names: ResolvedNames): VersionMention[] {
  return timed.flatMap(({ event, time }) => {
    const datasets = writesVersions(event) ? datasetsOf(event) : event.inputs;
    return datasets.flatMap((dataset) => {
      if (dataset.version === null && dataset.snapshot === null) return [];
      const artifactId = names.artifacts.get(nameKey(dataset));
      return artifactId === undefined ? [] : [{ artifactId, time, dataset }];
    });
  });
}

/** At its start a run has not written yet: the version that an output bears then is the one before. */
function writesVersions(event: OpenLineageEvent): boolean {
  return event.type !== 'START';
}

interface FoldedRuns {
  /** Every run of the file that has a job. */
  readonly jobOfRun: ReadonlyMap<RunId, JobId>;
  /** Runs of the store that more is known of now. */
  readonly changed: readonly Run[];
}

async function foldRuns(
  { transaction, now }: ChangeWriter,
  timed: readonly TimedEvent[],
  names: ResolvedNames,
  kept: readonly (RawEvent | undefined)[],
  records: ImportedRecords,
): Promise<FoldedRuns> {
  const eventsOf = new Map<RunId, TimedEvent[]>();
  const withNew = new Set<RunId>();
  timed.forEach((each, index) => {
    const id = runIdOf(each.event);
    if (id === null) return;
    const known = eventsOf.get(id);
    if (known) known.push(each);
    else eventsOf.set(id, [each]);
    if (kept[index] === undefined) withNew.add(id);
  });
  const ids = [...eventsOf.keys()];
  const before = await transaction.getMany('runs', ids);
  const jobOfRun = new Map<RunId, JobId>();
  const changed: Run[] = [];
  for (const [index, id] of ids.entries()) {
    const stored = before[index];
    const events: RunEvent[] = eventsOf.get(id)!;
    const jobId = stored?.jobId ?? jobOf(events, names);
    if (jobId === null) continue;
    jobOfRun.set(id, jobId);
    if (!stored) {
      const earlier = await storedEvents(transaction, id, events);
      records.ensure('runs', foldRun({ id, jobId, recordedAt: now }, [...earlier, ...events]));
      continue;
    }
    records.ensure('runs', stored);
    if (!withNew.has(id)) continue;
    const earlier = await storedEvents(transaction, id, events);
    // A run that was recorded by hand has no events: what a person said holds.
    if (earlier.length > 0) changed.push(foldRun(stored, [...earlier, ...events]));
  }
  return { jobOfRun, changed };
}

async function storedEvents(
  transaction: ChangeWriter['transaction'],
  id: RunId,
  besides: readonly RunEvent[],
): Promise<RunEvent[]> {
  const digests = new Set(besides.map(({ digest }) => digest));
  return (await transaction.where('events', 'runId', id))
    .filter(({ digest, format }) => format === 'openlineage' && !digests.has(digest))
    .map(({ digest, eventTime, body }) => ({ digest, time: eventTime, event: readKeptEvent(body) }));
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
  return first?.event.job ? (names.jobs.get(nameKey(first.event.job)) ?? null) : null;
}

/** Its id in this store: OpenLineage's, or the one that this project's own facet gives back. */
function runIdOf(event: OpenLineageEvent): RunId | null {
  return event.kind === 'run' ? ((event.run.own?.id ?? event.runId) as RunId | null) : null;
}

interface ObservedPlan {
  readonly timed: readonly TimedEvent[];
  readonly names: ResolvedNames;
  readonly snapshots: ReadonlyMap<string, SnapshotId>;
  readonly runs: ReadonlyMap<RunId, JobId>;
  readonly path: string;
  readonly now: Timestamp;
}

/** One observation for each dataset of each event; warns of what could not be linked. */
function addObservations(plan: ObservedPlan, records: ImportedRecords): LineageWarning[] {
  const unknownColumns = new Set<string>();
  let eventsWithoutJob = 0;
  for (const timed of plan.timed) {
    const { event } = timed;
    const jobId = event.job ? plan.names.jobs.get(nameKey(event.job)) : undefined;
    if (jobId === undefined) {
      if (event.kind !== 'dataset') eventsWithoutJob++;
      continue;
    }
    event.inputs.forEach((dataset, index) => observe('input', dataset, index));
    event.outputs.forEach((dataset, index) => observe('output', dataset, index));

    function observe(role: Observation['role'], dataset: EventDataset, index: number): void {
      const observation = observationOf(plan, timed, jobId!, role, dataset, index, unknownColumns);
      if (observation) records.ensure('observations', observation);
    }
  }
  const warnings: LineageWarning[] = [];
  if (eventsWithoutJob > 0) {
    warnings.push({ message: 'an event without a job links nothing', place: '', count: eventsWithoutJob });
  }
  if (unknownColumns.size > 0) {
    const message = 'a dataset is named in column lineage alone: not linked';
    warnings.push({ message, place: [...unknownColumns][0] ?? '', count: unknownColumns.size });
  }
  return warnings;
}

function observationOf(
  { names, snapshots, runs, path, now }: ObservedPlan,
  { digest, event, time }: TimedEvent,
  jobId: JobId,
  role: Observation['role'],
  dataset: EventDataset,
  index: number,
  unknownColumns: Set<string>,
): Observation | null {
  const artifactId = names.artifacts.get(nameKey(dataset));
  if (artifactId === undefined) return null;
  const runId = runIdOf(event);
  const version = role === 'input' || writesVersions(event) ? versionKey(artifactId, dataset) : null;
  const columns = columnLinks(dataset, names, unknownColumns);
  return {
    id: `${digest.slice(0, 24)}.${role}.${index}`,
    role,
    // A run that two jobs claim belongs to the first.
    jobId: (runId !== null ? runs.get(runId) : undefined) ?? jobId,
    runId: runId !== null && runs.has(runId) ? runId : null,
    artifactId,
    snapshotId: (version !== null ? snapshots.get(version) : undefined) ?? null,
    origin: dataset.origin ?? (event.kind === 'run' || event.type !== null ? 'observed' : 'declared'),
    source: path,
    eventTime: time,
    recordedAt: now,
    columns: columns.length > 0 ? columns : null,
  };
}

function columnLinks(dataset: EventDataset, names: ResolvedNames, unknown: Set<string>): ColumnLink[] {
  return dataset.columns.flatMap((column) => {
    const inputArtifactId = artifactOfColumn(names, column);
    if (inputArtifactId === undefined) unknown.add(`${column.namespace} ${column.name}`);
    return inputArtifactId === undefined
      ? []
      : [{ output: column.output, inputArtifactId, input: column.input }];
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
  const observations = await Promise.all(jobs.map((id) => transaction.where('observations', 'jobId', id)));
  return new Set(
    observations
      .flat()
      .filter(({ id }) => !withdrawn.has('observations', id))
      .map(edgeKey),
  );
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
