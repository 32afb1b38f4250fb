import { loadReaders, type LineageReaders } from '../../formats/lineageFormats';
import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { Observation } from '../../lineage/records';
import { type ChangeWriter, commitChange, type CommittedChange } from '../core/commitChange';
import { addAliases } from './importedAliases';
import { addClaims } from './importedClaims';
import { addInBatches, ImportedRecords, type WriteWatch, type WrittenRecords } from './importedRecords';
import { type ResolvedNames, resolveNames } from './importedNames';
import { addObservations, type PlacedWarning, versionMentions } from './importedObservations';
import { foldImportedRuns, runIdOf, type TimedStatement } from './importedRuns';
import { leftOutWarnings } from './leftOutWarnings';
import { resolveSnapshots } from './importedSnapshots';
import type { FileSummary, ImportSummary, LineageCounts } from './importSummary';
import { type ImportWatch, noWatch, stopIfCancelled } from '../core/importWatch';
import { filesDetail, vanishedDetail } from './importDetail';
import { type LineagePlan, planLineage } from './lineagePlan';
import type { LineageRequest } from './lineageRequest';
import type { OperationFailure } from '../core/outcome';
import { PairMap } from '../core/pairMap';
import type { OperationPorts } from '../core/ports';
import { readSources, type ReadSources } from './readSources';
import type { EventText } from '../core/store';
import { markVanished, toldBefore } from './vanished';
import type { WithdrawalTarget } from '../core/withdrawals';

/** Where each part of an import after the reading begins, of 1, as it was measured. */
const beginnings = { folding: 0.45, writing: 0.55 };

/**
 * Takes the lineage of one drop or command into the store: all of it with one audit entry, or nothing. A file that is refused
 * stands among the `files` of the summary with its failure; a request of that file alone is refused. Ids are derived from the
 * source's names and run ids, so importing the same again changes nothing, and `auditSequence` is null then. Where it is
 * cancelled it rejects with a `CancelledImport`, and has left nothing.
 */
export async function importLineage(
  ports: OperationPorts,
  request: LineageRequest,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const readers = await loadReaders();
  const report = (share: number): void => watch.report(share * beginnings.folding);
  const read = await readSources(ports, request, readers, { ...watch, report });
  const [only, ...others] = read.files;
  if (only && 'failure' in only && others.length === 0) return err({ path: only.path, ...only.failure });
  const plan = planLineage(read.statements);
  return commitChange(
    ports,
    async (change) => {
      const {
        value,
        addedCount,
        restored,
        toldRuns,
        toldBefore: known,
      } = await writePlan(ports, change, { ...read, plan, readers }, watch);
      const summary: ImportSummary = { path: request.path, ...value };
      const isChanged = value.eventCount + addedCount + restored.length > 0;
      if (!isChanged) return { value: summary, audit: null };
      const detail = {
        ...filesDetail(value.files),
        ...vanishedDetail(value.vanished),
        eventCount: value.eventCount,
        counts: value.counts as unknown as Json,
        eventsDigest: digestOfAll(ports, plan),
        ...(restored.length > 0 ? { restored: restored as unknown as Json } : {}),
        ...(toldRuns.length > 0 ? { toldRuns } : {}),
        ...(known.length > 0 ? { toldBefore: known } : {}),
      };
      return { value: summary, audit: { action: 'importLineage', subject: request.path, detail } };
    },
    () => watch.hold(),
  );
}

interface Planned extends ReadSources {
  readonly plan: LineagePlan;
  readonly readers: LineageReaders;
}

interface Written {
  readonly value: Omit<ImportSummary, 'path'>;
  /** Records besides events that the store lacked. */
  readonly addedCount: number;
  /** What an undo had taken out of view, and is in view again. */
  readonly restored: readonly WithdrawalTarget[];
  /** Ids of runs that were there and that new events tell of: an undo folds them anew. */
  readonly toldRuns: readonly string[];
  readonly toldBefore: readonly string[];
}

async function writePlan(
  ports: OperationPorts,
  change: ChangeWriter,
  { plan, files, readers }: Planned,
  watch: ImportWatch,
): Promise<Written> {
  const { live, raw, now } = change;
  const records = new ImportedRecords();
  const timed = await timedStatements(change, plan);
  stopIfCancelled(watch);
  const names = await resolveNames(ports, change, plan, records);
  const mentions = versionMentions(timed, names);
  const snapshots = await resolveSnapshots(ports, change, mentions, names, records);
  const runs = await foldImportedRuns(live, now, timed, names, records, readers);
  const observed = { names, snapshots, runs: runs.jobOfRun, now };
  const unclear = addObservations(timed, observed, records);
  addClaims(timed, observed, records);
  await addAliases(ports, change, timed, names, snapshots, records);
  const vanished = await markVanished(ports, change, timed, names, records);
  const deleted = leftOutWarnings(timed, names.leftOut);
  const edgesBefore = await knownEdges(change, names);
  stopIfCancelled(watch);
  const unknown = timed.filter(({ isKnown }) => !isKnown);
  const writeWatch = writeWatchOf(watch, records.count + unknown.length);
  const written = await records.write(change, writeWatch);
  await addInBatches(unknown, writeWatch, (batch) => change.addEvents(batch.map(eventText)));
  const back = timed.filter(({ isKnown, isNew }) => isKnown && isNew);
  const restored = [
    ...written.restored,
    ...back.map(({ digest }) => ({ table: 'events' as const, id: digest })),
  ];
  // What an undo had taken out of view is put back by a further record: nothing is rewritten.
  if (restored.length > 0) await change.withdraw(restored, false);
  await raw.put('runs', runs.changed);
  return {
    value: {
      files: withWarnings(files, [...unclear, ...deleted]),
      eventCount: timed.filter(({ isNew }) => isNew).length,
      counts: countsOf(written, edgesBefore),
      joinedCount: joinedCountOf(plan, names, written),
      vanished,
    },
    addedCount: Object.values(written.added).reduce((sum, records) => sum + records.length, 0),
    restored,
    toldRuns: runs.told,
    toldBefore: toldBefore(timed),
  };
}

/** The files, each with the warnings that came up when all were put together. */
function withWarnings(files: readonly FileSummary[], warnings: readonly PlacedWarning[]): FileSummary[] {
  return files.map((file) => {
    const own = warnings.flatMap(({ path, message, place, count }) =>
      path === file.path ? [{ message, place, count }] : [],
    );
    if ('failure' in file || own.length === 0) return file;
    return { ...file, warnings: [...file.warnings, ...own] };
  });
}

function writeWatchOf(watch: ImportWatch, count: number): WriteWatch {
  let addedCount = 0;
  return {
    watch,
    onAdded(added) {
      addedCount += added;
      watch.report(beginnings.writing + (addedCount / count) * (1 - beginnings.writing));
    },
  };
}

function eventText(each: TimedStatement): EventText {
  const { digest, time, text, format } = each;
  return { digest, format, eventTime: time, runId: runIdOf(each), text };
}

/** The statements with their times, and whether the store has their records. */
async function timedStatements(
  { live, raw, now }: ChangeWriter,
  { statements }: LineagePlan,
): Promise<TimedStatement[]> {
  const known = await raw.knownKeys(
    'events',
    statements.map(({ digest }) => digest),
  );
  const untimed = statements.flatMap(({ digest, statement }) =>
    statement.time === null && known.has(digest) ? digest : [],
  );
  const kept = await raw.getMany('events', untimed);
  // What has no time is taken to be of the moment when it was first imported.
  const times = new Map(kept.flatMap((raw) => (raw ? [[raw.digest, raw.eventTime] as const] : [])));
  return statements.map((each) => {
    const { digest, statement } = each;
    const time = statement.time ?? times.get(digest) ?? now;
    const isKnown = known.has(digest);
    const isNew = !isKnown || live.isHidden('events', digest);
    return { ...each, time, isKnown, isNew };
  });
}

/** The links of the definition graph that jobs of the store have already. */
async function knownEdges({ live }: ChangeWriter, names: ResolvedNames): Promise<Edges> {
  return edgesOf(await live.whereAny('observations', 'jobId', [...names.knownJobs]));
}

/** The links of the definition graph that observations make, by role. */
type Edges = Readonly<Record<Observation['role'], PairMap<true>>>;

function edgesOf(observations: readonly Observation[]): Edges {
  const edges = { input: new PairMap<true>(), output: new PairMap<true>() };
  for (const { role, jobId, artifactId } of observations) edges[role].set(jobId, artifactId, true);
  return edges;
}

function countsOf({ added, restored, observations }: WrittenRecords, edgesBefore: Edges): LineageCounts {
  const count = (table: 'artifacts' | 'snapshots' | 'jobs' | 'runs'): number =>
    (added[table]?.length ?? 0) + restored.filter((target) => target.table === table).length;
  const { input, output } = edgesOf(
    observations.filter(({ role, jobId, artifactId }) => !edgesBefore[role].has(jobId, artifactId)),
  );
  return {
    artifacts: count('artifacts'),
    snapshots: count('snapshots'),
    jobs: count('jobs'),
    runs: count('runs'),
    edges: input.size + output.size,
  };
}

/** Datasets that the import names and the store had before. */
function joinedCountOf({ datasets }: LineagePlan, names: ResolvedNames, { added }: WrittenRecords): number {
  const isAdded = new Set(added.artifacts?.map(({ id }) => id));
  const known = new Set(
    datasets.map(({ names: [first] }) => names.artifactNamed(first!.namespace, first!.name)),
  );
  return [...known].filter((id) => id !== undefined && !isAdded.has(id)).length;
}

function digestOfAll({ hashers, text }: OperationPorts, { statements }: LineagePlan): string {
  const hasher = hashers.sha256();
  hasher.update(text.encode(statements.map(({ digest }) => digest).join('')));
  return hasher.hex();
}
