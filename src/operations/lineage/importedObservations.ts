import type { EventDataset, LineageWarning, OpenLineageEvent } from '../../formats/openlineage/event';
import type { ColumnLink, JobId, Observation, RunId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import { artifactOfColumn, type ResolvedNames } from './importedNames';
import type { ImportedRecords } from './importedRecords';
import { runIdOf, type TimedEvent } from './importedRuns';
import { type ImportedVersions, versionName, type VersionMention } from './importedSnapshots';
import { datasetsOf } from './lineagePlan';

/** Every word of the events that a dataset was read or written at a version. */
export function versionMentions(timed: readonly TimedEvent[], names: ResolvedNames): VersionMention[] {
  const mentions: VersionMention[] = [];
  for (const { event, time } of timed) {
    for (const dataset of writesVersions(event) ? datasetsOf(event) : event.inputs) {
      const version = versionName(dataset);
      const artifactId = version === null ? undefined : names.artifacts.get(dataset.namespace, dataset.name);
      if (version !== null && artifactId !== undefined) mentions.push({ artifactId, version, time, dataset });
    }
  }
  return mentions;
}

/** At its start a run has not written yet: the version that an output bears then is the one before. */
function writesVersions(event: OpenLineageEvent): boolean {
  return event.type !== 'START';
}

/** What observations refer to. */
export interface ObservedNames {
  readonly names: ResolvedNames;
  readonly snapshots: ImportedVersions;
  readonly runs: ReadonlyMap<RunId, JobId>;
  readonly path: string;
  readonly now: Timestamp;
}

/** One observation for each dataset of each event; warns of what could not be linked. */
export function addObservations(
  timed: readonly TimedEvent[],
  observed: ObservedNames,
  records: ImportedRecords,
): LineageWarning[] {
  const unknownColumns = new Set<string>();
  let eventsWithoutJob = 0;
  for (const each of timed) {
    const { event } = each;
    const jobId = event.job ? observed.names.jobs.get(event.job.namespace, event.job.name) : undefined;
    if (jobId === undefined) {
      if (event.kind !== 'dataset') eventsWithoutJob++;
      continue;
    }
    const observe = (role: Observation['role'], dataset: EventDataset, index: number): void => {
      const observation = observationOf(observed, each, jobId, role, dataset, index, unknownColumns);
      if (!observation) return;
      // What an unknown event says cannot be there yet.
      if (each.isKnown) records.ensure('observations', observation);
      else records.ensureNew('observations', observation);
    };
    event.inputs.forEach((dataset, index) => observe('input', dataset, index));
    event.outputs.forEach((dataset, index) => observe('output', dataset, index));
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
  { names, snapshots, runs, path, now }: ObservedNames,
  { digest, event, time }: TimedEvent,
  jobId: JobId,
  role: Observation['role'],
  dataset: EventDataset,
  index: number,
  unknownColumns: Set<string>,
): Observation | null {
  const artifactId = names.artifacts.get(dataset.namespace, dataset.name);
  if (artifactId === undefined) return null;
  const runId = runIdOf(event);
  const version = role === 'input' || writesVersions(event) ? versionName(dataset) : null;
  const columns = columnLinks(dataset, names, unknownColumns);
  return {
    id: `${digest.slice(0, 24)}.${role}.${index}`,
    role,
    // A run that two jobs claim belongs to the first.
    jobId: (runId !== null ? runs.get(runId) : undefined) ?? jobId,
    runId: runId !== null && runs.has(runId) ? runId : null,
    artifactId,
    snapshotId: (version !== null ? snapshots.get(artifactId, version) : undefined) ?? null,
    ...(dataset.requested !== null && { requested: dataset.requested }),
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
