import { lastClaims } from '../../lineage/claims';
import type { DatasetFact, LineageWarning, LinkFact } from '../../lineage/facts';
import type { ColumnLink, JobId, Observation, RunId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import { nameKey } from '../core/lineageNames';
import type { ResolvedNames } from './importedNames';
import type { ImportedRecords } from './importedRecords';
import type { TimedStatement } from './importedRuns';
import { type ImportedVersions, versionKey, type VersionMention } from './importedSnapshots';

/** Every word of the statements that a dataset has a version. */
export function versionMentions(timed: readonly TimedStatement[], names: ResolvedNames): VersionMention[] {
  const mentions: VersionMention[] = [];
  for (const { statement, time, format } of timed) {
    for (const { namespace, name, version } of statement.datasets) {
      const artifactId = version === null ? undefined : names.artifactNamed(namespace, name);
      if (version !== null && artifactId !== undefined) mentions.push({ artifactId, version, time, format });
    }
  }
  return mentions;
}

/** What observations refer to. */
export interface ObservedNames {
  readonly names: ResolvedNames;
  readonly snapshots: ImportedVersions;
  /** Every run of the import. */
  readonly runs: ReadonlyMap<RunId, JobId>;
  readonly now: Timestamp;
}

/** A warning with the file that it is of. */
export type PlacedWarning = LineageWarning & { readonly path: string };

/** One observation for each link of each statement; warns of a run that several jobs claim. */
export function addObservations(
  timed: readonly TimedStatement[],
  observed: ObservedNames,
  records: ImportedRecords,
): PlacedWarning[] {
  const claims = new Claims();
  const unknown = new Map<string, TimedStatement>();
  const leftOut = new Set(observed.names.leftOut.datasets.map(nameKey));
  for (const each of timed) {
    const count = { input: 0, output: 0 };
    for (const link of each.statement.links) {
      const observation = observationOf(observed, each, link, count[link.role]++);
      if (!observation) continue;
      claims.note(observation, observed, each);
      noteUnknown(observation, each, unknown, leftOut);
      // What an unknown event says cannot be there yet.
      if (each.isKnown) records.ensure('observations', observation);
      else records.ensureNew('observations', observation);
    }
  }
  const warnings = claims.warnings();
  const [first] = unknown;
  if (first) {
    const message = 'a dataset is named in column lineage alone: kept by its name, not linked';
    const [place, { path }] = first;
    warnings.push({ message, path, place, count: unknown.size });
  }
  return warnings;
}

/** Names of column lineage that nothing else has; a file in a folder that the same record reads is no such name. */
function noteUnknown(
  { columns }: Observation,
  each: TimedStatement,
  unknown: Map<string, TimedStatement>,
  leftOut: ReadonlySet<string>,
): void {
  for (const { inputArtifactId, from } of columns ?? []) {
    if (inputArtifactId !== null || !from || leftOut.has(nameKey(from))) continue;
    const isInFolder = each.statement.links.some(
      ({ role, dataset }) =>
        role === 'input' &&
        dataset.namespace === from.namespace &&
        (from.name.startsWith(`${dataset.name}/`) ||
          from.name === `/${dataset.name}` ||
          `/${from.name}` === dataset.name),
    );
    const name = `${from.namespace} ${from.name}`;
    if (!isInFolder && !unknown.has(name)) unknown.set(name, each);
  }
}

/** Runs that are told of under several jobs: each job keeps its links, and the run is the last one's. */
class Claims {
  private readonly runs = new Set<RunId>();
  private first: TimedStatement | null = null;

  note({ runId, jobId }: Observation, { runs }: ObservedNames, each: TimedStatement): void {
    if (runId === null || runs.get(runId) === jobId || this.runs.has(runId)) return;
    this.first ??= each;
    this.runs.add(runId);
  }

  warnings(): PlacedWarning[] {
    if (!this.first) return [];
    const message =
      'a run is told of under several jobs: each job keeps its links, and the run is of the job that was named last';
    const { path, place } = this.first;
    return [{ message, path, place, count: this.runs.size }];
  }
}

function observationOf(
  { names, snapshots, runs, now }: ObservedNames,
  { digest, time, path }: TimedStatement,
  { role, job, runId, dataset, origin, purpose, requested, claims = [] }: LinkFact,
  index: number,
): Observation | null {
  const artifactId = names.artifactNamed(dataset.namespace, dataset.name);
  const jobId = names.jobs.get(job.namespace, job.name);
  if (artifactId === undefined || jobId === undefined) return null;
  const { version, columnSources } = dataset;
  return {
    id: `${digest.slice(0, 24)}.${role}.${index}`,
    role,
    jobId,
    runId: runId !== null && runs.has(runId as RunId) ? (runId as RunId) : null,
    artifactId,
    snapshotId: (version && snapshots.get(artifactId, versionKey(version))) ?? null,
    ...(requested !== null && { requested }),
    ...(purpose !== null && { purpose }),
    origin,
    source: path,
    eventTime: time,
    recordedAt: now,
    columns: columnSources.length > 0 ? columnLinks(dataset, names) : null,
    ...(claims.length > 0 && { claims: claims.length > 1 ? lastClaims(claims) : claims }),
  };
}

function columnLinks({ columnSources }: DatasetFact, names: ResolvedNames): ColumnLink[] {
  return columnSources.map(({ toColumn, from, fromColumn, transformations }) => {
    const inputArtifactId = names.artifactNamed(from.namespace, from.name) ?? null;
    return {
      output: toColumn,
      inputArtifactId,
      ...(inputArtifactId === null && { from }),
      input: fromColumn,
      ...(transformations.length > 0 && { transformations }),
    };
  });
}
