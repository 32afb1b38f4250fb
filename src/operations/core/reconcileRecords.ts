import { mappedInSteps, runAtOnce, type Steps } from '../../lib/steps';
import type { JobId, Observation, Run, RunId } from '../../lineage/records';
import { ColumnNames, hasOpenColumns } from './columnNames';
import { identitiesOf } from './identities';
import { JobIdentities } from './jobIdentities';
import type { LiveRecords } from './liveRecords';
import { isParentOver, mayBeOver } from './reconcileRuns';
import { IncrementalVersions } from './incrementalVersions';
import { mapped, ReconciledParts } from './reconciledParts';
import { VersionPlaces } from './versionPlaces';

/** Records that are put together, and what was found on the way. */
export interface Reconciled {
  readonly records: LiveRecords;
  readonly versions: IncrementalVersions;
  readonly parts: ReconciledParts;
}

/**
 * What separate imports said, put together, so that it does not matter how lineage was split into files and in which order
 * these came: artifacts that are one thing are one record, and so are jobs and versions of one name; versions that only a source names
 * are numbered by time; a link under another job than its run's is the job's own; a child whose parent ended runs no more.
 * Rules [L40] to [L44], [L49], [L54] to [L57], [L59]. What is so already is given back as it is.
 */
export function* reconcileRecords(records: LiveRecords): Steps<Reconciled> {
  const { artifacts, bindings, decisions, jobs } = records;
  const identities = identitiesOf(artifacts, bindings, decisions);
  const places = new VersionPlaces(decisions);
  const versions = yield* IncrementalVersions.of(records.snapshots, identities, places);
  yield 0;
  const told = new ReconciledParts(
    identities,
    places,
    new JobIdentities(jobs, decisions),
    versions,
    artifacts,
  );
  const runs = yield* mappedInSteps(records.runs, recordsPerStep, (record) => told.ofJob(record));
  const claims = yield* mappedInSteps(records.claims, recordsPerStep, (record) => told.claim(record));
  const links = yield* mappedInSteps(records.observations, recordsPerStep, (record) =>
    told.observation(record),
  );
  const joined: LiveRecords = {
    ...records,
    artifacts: told.artifacts(records.artifacts),
    bindings: told.bindings(records.bindings),
    snapshots: told.snapshots(records.snapshots),
    annotations: mapped(records.annotations, (record) => told.ofVersion(record)),
    aliasMoves: mapped(records.aliasMoves, (record) => told.ofBoth(record)),
    guardrails: mapped(records.guardrails, (record) => told.ofArtifact(record)),
    jobs: told.jobs.joined(records.jobs),
    runs,
    baselines: mapped(records.baselines, (record) => told.baseline(record)),
    contracts: mapped(records.contracts, (record) => told.ofArtifact(record)),
    waivers: mapped(records.waivers, (record) => told.ofArtifact(record)),
    claims,
    observations: links,
  };
  yield 0;
  const observations = yield* reconcileLinks(joined);
  yield 0;
  const made = { ...joined, observations, runs: reconcileRuns(joined.runs) };
  return { records: made, versions, parts: told };
}

/** The records alone, at once. */
export function reconciled(records: LiveRecords): LiveRecords {
  return runAtOnce(reconcileRecords(records)).records;
}

/** Records that are looked at between two stops. */
const recordsPerStep = 1000;

function* reconcileLinks({ bindings, runs, observations }: LiveRecords): Steps<readonly Observation[]> {
  const jobOf = new Map<RunId, JobId>(runs.map(({ id, jobId }) => [id, jobId]));
  const isOpen = observations.some(hasOpenColumns);
  const names = isOpen ? new ColumnNames(bindings, observations) : null;
  const reconciled: Observation[] = [];
  for (const [index, observation] of observations.entries()) {
    if (index % recordsPerStep === recordsPerStep - 1) yield 0;
    reconciled.push(reconcileLink(observation, (id) => jobOf.get(id), names));
  }
  return reconciled.every((observation, at) => observation === observations[at]) ? observations : reconciled;
}

/**
 * [L43]: a run's links are those under its own job; column links that named what was not there find it now, if `names` has
 * it.
 */
export function reconcileLink(
  observation: Observation,
  jobOf: (id: RunId) => JobId | undefined,
  names: ColumnNames | null,
): Observation {
  const { runId, jobId, artifactId, columns } = observation;
  const job = runId === null ? undefined : jobOf(runId);
  const isOther = job !== undefined && job !== jobId;
  const isOpen = names !== null && hasOpenColumns(observation);
  if (!isOther && !isOpen) return observation;
  return {
    ...observation,
    ...(isOther && { runId: null }),
    ...(isOpen && columns && { columns: columns.map((link) => names.resolve(link, jobId, artifactId)) }),
  };
}

/** [L44] */
function reconcileRuns(runs: readonly Run[]): readonly Run[] {
  if (!runs.some(mayBeOver)) return runs;
  const byId = new Map<string, Run>(runs.map((run) => [run.id, run]));
  const runOf = (id: string): Run | undefined => byId.get(id);
  return mapped(runs, (run) =>
    mayBeOver(run) && isParentOver(run, runOf) ? { ...run, state: 'unknown' } : run,
  );
}
