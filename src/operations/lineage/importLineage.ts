import { readOpenLineageInSteps } from '../../formats/openlineage/readOpenLineage';
import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import { runWithPauses } from '../../lib/steps';
import type { Observation } from '../../lineage/records';
import { canonicalJson } from '../../versioning/canonicalJson';
import { type ChangeWriter, commitChange, type CommittedChange } from '../core/commitChange';
import { addInPieces, ImportedRecords, type WriteWatch, type WrittenRecords } from './importedRecords';
import { type ResolvedNames, resolveNames } from './importedNames';
import { addObservations, versionMentions } from './importedObservations';
import { foldImportedRuns, runIdOf, type TimedStatement } from './importedRuns';
import { resolveSnapshots } from './importedSnapshots';
import type { ImportSummary, LineageCounts, LineageFile } from './importSummary';
import { type ImportWatch, noWatch, stopIfCancelled } from '../core/importWatch';
import { type LineagePlan, planLineage } from './lineagePlan';
import type { OperationFailure } from '../core/outcome';
import { PairMap } from '../core/pairMap';
import type { OperationPorts } from '../core/ports';
import type { EventText } from '../core/store';
import { TextDigests } from '../core/textDigests';
import type { WithdrawalTarget } from '../core/withdrawals';

export type { ImportSummary } from './importSummary';

/** Where each part of an import after the reading begins, of 1, as it was measured. */
const beginnings = { folding: 0.45, writing: 0.55 };

/**
 * Takes a lineage file into the store: all of it with one audit entry, or nothing.
 * Ids are derived from the source's names and run ids, so importing the same again changes nothing, and
 * `auditSequence` is null then. Where it is cancelled it rejects with a `CancelledImport`, and has left nothing.
 */
export async function importLineage(
  ports: OperationPorts,
  { path, text, badEvents = 'refuse' }: LineageFile,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const texts = new TextDigests(ports);
  const read = await runWithPauses(
    readOpenLineageInSteps(
      text,
      ({ statement, record, place }) => {
        texts.add(canonicalJson(record));
        return { statement, place };
      },
      badEvents,
    ),
    async (share) => {
      watch.report(share * beginnings.folding);
      await watch.pause();
      stopIfCancelled(watch);
    },
  );
  if (!read.ok) return err({ kind: 'malformedLineage', path, ...read.error });
  const { badEventCount } = read.value;
  const digested = await texts.all();
  stopIfCancelled(watch);
  const statements = read.value.statements.map(({ statement, place }, index) => {
    const { digest, text: record } = digested[index]!;
    return { digest, text: record, statement, place };
  });
  const plan = planLineage(statements, read.value.warnings);
  return commitChange(
    ports,
    async (change) => {
      const written = await writePlan(ports, change, plan, path, watch);
      const { restored, toldRuns } = written;
      const value = badEventCount > 0 ? { ...written.value, badEventCount } : written.value;
      const isChanged =
        value.eventCount > 0 || restored.length > 0 || Object.values(value.counts).some((count) => count > 0);
      if (!isChanged) return { value, audit: null };
      const detail = {
        format: value.format,
        eventCount: value.eventCount,
        counts: value.counts as unknown as Json,
        eventsDigest: digestOfAll(ports, plan),
        ...(badEventCount > 0 ? { badEventCount } : {}),
        ...(restored.length > 0 ? { restored: restored as unknown as Json } : {}),
        ...(toldRuns.length > 0 ? { toldRuns } : {}),
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
  /** Ids of runs that were there and that new events tell of: an undo folds them anew. */
  readonly toldRuns: readonly string[];
}

async function writePlan(
  ports: OperationPorts,
  change: ChangeWriter,
  plan: LineagePlan,
  path: string,
  watch: ImportWatch,
): Promise<Written> {
  const { live, raw, now } = change;
  const records = new ImportedRecords();
  const timed = await timedStatements(change, plan);
  stopIfCancelled(watch);
  const names = await resolveNames(ports, change, plan, records);
  const mentions = versionMentions(timed, names);
  const mentioned = { mentions, names, format: 'openlineage' };
  const snapshots = await resolveSnapshots(ports, change, mentioned, records);
  const runs = await foldImportedRuns(live, now, timed, names, records);
  const observed = { names, snapshots, runs: runs.jobOfRun, path, now };
  const claims = addObservations(timed, observed, records);
  const edgesBefore = await knownEdges(change, names);
  stopIfCancelled(watch);
  const unknown = timed.filter(({ isKnown }) => !isKnown);
  const writeWatch = writeWatchOf(watch, records.count + unknown.length);
  const written = await records.write(change, writeWatch);
  await addInPieces(unknown, writeWatch, (piece) => change.addEvents(piece.map(eventText)));
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
      path,
      format: 'openlineage',
      eventCount: timed.filter(({ isNew }) => isNew).length,
      counts: countsOf(written, edgesBefore),
      warnings: [...plan.warnings, ...claims],
    },
    restored,
    toldRuns: runs.told,
  };
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
  const { digest, time, text } = each;
  return { digest, format: 'openlineage', eventTime: time, runId: runIdOf(each), text };
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
  return statements.map(({ digest, text, statement, place }) => {
    const time = statement.time ?? times.get(digest) ?? now;
    const isKnown = known.has(digest);
    const isNew = !isKnown || live.isHidden('events', digest);
    return { digest, text, statement, place, time, isKnown, isNew };
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

function digestOfAll({ hashers, text }: OperationPorts, { statements }: LineagePlan): string {
  const hasher = hashers.sha256();
  hasher.update(text.encode(statements.map(({ digest }) => digest).join('')));
  return hasher.hex();
}
