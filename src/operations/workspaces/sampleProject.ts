import type { Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import { prefixOf } from '../../profile/readerVersion';
import { addMeasurements } from '../releases/addMeasurements';
import { foldAliases } from '../core/aliases';
import { setGuardrail } from '../releases/guardrails';
import { loadWorkspace } from '../core/loadWorkspace';
import type { PrefixRequest } from '../../table/reading';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { promote } from '../releases/promote';
import { recordRun } from '../lineage/recordRun';
import type { RunDraft } from '../lineage/runDraft';
import { sampleMonths, type SampleFile, type SampleMonth } from './sample/sampleMonth';
import type { SampleRun } from './sample/sampleRuns';
import { sampleGuardrails, samplePromotions } from './sample/sampleReleases';
import type { IngestedFile } from '../taking/snapshotUnit';
import { takeSnapshot } from '../taking/takeSnapshot';
import type { Workspace } from '../core/workspace';

/** The namespace that the sample's artifacts and jobs live in. */
export const sampleNamespace = 'bike-share';

const seed = 7;

/** Reads a file's bytes as a drop does: the `ingest` task. */
export type IngestText = (path: string, text: string, prefix: PrefixRequest | null) => Promise<IngestedFile>;

interface Version {
  readonly artifactId: ArtifactId;
  readonly snapshotId: SnapshotId;
}

/**
 * Takes six months of a bike-share project into the store, through the operations that a person's own files go through.
 * Each month's changes are recorded at that month's time. What is there
 * already is left as it is.
 */
export async function loadSampleProject(
  ports: OperationPorts,
  ingest: IngestText,
  cancellation: Cancellation,
): Promise<Result<void, OperationFailure>> {
  const before = await loadWorkspace(ports.store);
  if (!before.ok) return before;
  const recordedRuns = new Set(
    [...before.value.runs.values()].map(({ run, job }) => runKey(job.name, run.startedAt)),
  );
  const versions = new Map<string, Version>();
  const months = sampleMonths(seed);
  let reading = readMonth(months[0], new Map(), ingest);
  for (const [index, month] of months.entries()) {
    const read = await reading;
    // The next month is read while this one is written.
    reading = readMonth(months[index + 1], read, ingest);
    reading.catch(() => undefined);
    const at = timestampOf(month.runs[0]?.startedAt ?? '');
    for (const file of month.files) {
      cancellation.throwIfAborted();
      const taken = await takeFile({ ...ports, now: () => at }, before.value, file, read);
      if (!taken.ok) return taken;
      versions.set(file.path, taken.value);
    }
    for (const run of month.runs) {
      cancellation.throwIfAborted();
      if (recordedRuns.has(runKey(run.job, timestampOf(run.startedAt)))) continue;
      const portsThen = { ...ports, now: () => timestampOf(run.endedAt) };
      const recorded = await recordRun(portsThen, draftOf(run, versions), 'observed');
      if (!recorded.ok) return recorded;
    }
    cancellation.throwIfAborted();
    const end = timestampOf(month.runs.at(-1)?.endedAt ?? '');
    const released = await releaseMonth({ ...ports, now: () => end }, before.value, index, month, versions);
    if (!released.ok) return released;
  }
  return ok(undefined);
}

function runKey(job: string, startedAt: Timestamp | null): string {
  return `${job} ${startedAt}`;
}

/** What the readers said of a month's files, by path. */
type ReadMonth = ReadonlyMap<string, IngestedFile>;

/** Reads a month's files side by side; each is told of the month before, which is its parent. */
async function readMonth(
  month: SampleMonth | undefined,
  before: ReadMonth,
  ingest: IngestText,
): Promise<ReadMonth> {
  const read = (month?.files ?? []).map(async ({ path, text }) => {
    const parent = before.get(path)?.table?.reading;
    return [path, await ingest(path, text, parent ? prefixOf(parent) : null)] as const;
  });
  return new Map(await Promise.all(read));
}

async function takeFile(
  ports: OperationPorts,
  before: Workspace,
  file: SampleFile,
  read: ReadMonth,
): Promise<Result<Version, OperationFailure>> {
  const ingested = read.get(file.path);
  if (!ingested) throw new Error(`The sample's ${file.path} was not read.`);
  const artifact = before.artifactNamed(sampleNamespace, file.path);
  const kept = artifact?.snapshots.find((view) => view.snapshot.digest === ingested.digest);
  if (kept) return ok({ artifactId: kept.artifactId, snapshotId: kept.snapshot.id });
  const taken = await takeSnapshot(ports, {
    kind: 'file',
    path: file.path,
    ingested,
    lastModified: ports.now(),
    namespace: sampleNamespace,
    artifactKind: file.kind,
    message: file.message,
  });
  if (!taken.ok) return taken;
  const [outcome] = taken.value.outcomes;
  if (!outcome) throw new Error(`No outcome for ${file.path}.`);
  return ok({ artifactId: outcome.artifactId, snapshotId: outcome.snapshotId });
}

/** What was measured of a month's versions, the guardrails in its first month, and the versions that get an alias. */
async function releaseMonth(
  ports: OperationPorts,
  before: Workspace,
  month: number,
  { measurements }: SampleMonth,
  versions: ReadonlyMap<string, Version>,
): Promise<Result<void, OperationFailure>> {
  const version = (path: string): Version => {
    const found = versions.get(path);
    if (!found) throw new Error(`The sample names ${path}, which is not there.`);
    return found;
  };
  const measured = await addMeasurements(
    ports,
    measurements.map(({ path, ...samples }) => ({
      ...samples,
      snapshotId: version(path).snapshotId,
      source: 'pipeline',
    })),
  );
  if (!measured.ok) return measured;
  for (const { path, ...guardrail } of month === 0 ? sampleGuardrails : []) {
    const { artifactId } = version(path);
    const known = before.artifacts.get(artifactId)?.guardrails ?? [];
    if (known.some(({ name }) => name === guardrail.name)) continue;
    const set = await setGuardrail(ports, { ...guardrail, artifactId });
    if (!set.ok) return set;
  }
  for (const { path, alias, rules, reason } of samplePromotions.filter(
    (promotion) => promotion.month === month,
  )) {
    const { artifactId, snapshotId } = version(path);
    const now = await ports.store.read((transaction) =>
      transaction.where('aliasMoves', 'artifactId', artifactId),
    );
    if (!now.ok) return now;
    const moves =
      foldAliases(now.value)
        .get(artifactId)
        ?.find(({ name }) => name === alias)?.moves ?? [];
    if (moves.some((move) => move.snapshotId === snapshotId)) continue;
    const follows = moves.at(-1)?.id ?? null;
    const promotion = { artifactId, alias, snapshotId, follows, rules, reason: reason ?? null };
    const promoted = await promote(ports, promotion);
    if (!promoted.ok) return promoted;
  }
  return ok(undefined);
}

function draftOf(run: SampleRun, versions: ReadonlyMap<string, Version>): RunDraft {
  const known = (paths: readonly string[]): Version[] =>
    paths.map((path) => {
      const version = versions.get(path);
      if (!version) throw new Error(`The sample's ${run.job} names ${path}, which is not there yet.`);
      return { artifactId: version.artifactId, snapshotId: version.snapshotId };
    });
  return {
    job: { namespace: sampleNamespace, name: run.job },
    inputs: known(run.inputs),
    outputs: known(run.outputs),
    state: run.state,
    startedAt: timestampOf(run.startedAt),
    endedAt: timestampOf(run.endedAt),
    parameters: run.parameters,
    metrics: run.metrics,
    codeVersion: run.codeVersion,
    environment: 'python 3.12, numpy 2.1',
    seed: run.seed,
    actor: 'pipeline',
  };
}

function timestampOf(text: string): Timestamp {
  const parsed = parseTimestamp(text);
  if (!parsed.ok) throw new Error(`The sample has a malformed time: ${text}`);
  return parsed.value;
}
