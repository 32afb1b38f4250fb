import { toLossless } from '../../formats/bundle/lossless';
import type { Bundle } from '../../formats/bundle/readBundle';
import type { LineageReaders } from '../../formats/lineageFormats';
import type { JsonObject } from '../../lib/json';
import type { Run } from '../../lineage/records';
import {
  emptyTables,
  keyOf,
  type RecordTables,
  type TableName,
  tableNames,
  type Tables,
} from '../../records/tables';
import { canonicalJson } from '../../versioning/canonicalJson';
import { brokenReference } from './bundleReferences';
import { unreadKey } from '../core/unread';
import { type ChangeWriter, Refusal } from '../core/commitChange';
import { compareWords, foldRun } from '../lineage/foldRun';
import { runWordsOf } from '../lineage/runWords';
import type { ImportSummary } from '../lineage/importSummary';
import type { KeptFile } from '../core/keptFiles';
import { leaveOut } from './leaveOut';
import { describeConflict, type MergeConflict, numbersTwice } from '../core/mergeConflicts';
import type { LiveTransaction } from '../core/liveTransaction';
import type { Transaction } from '../core/store';
import { foldWithdrawals } from '../core/withdrawals';

/** A bundle that is to come into a workspace. */
export interface Merge {
  readonly path: string;
  readonly bundle: Bundle;
  /** Files whose bytes were stored beforehand, where they came along. */
  readonly files?: readonly KeptFile[];
  /** Takes what fits where there are conflicts; else nothing is taken. */
  readonly isLeavingOut?: boolean;
}

/** What a merge finds in the store of each table's records. */
type Present = Partial<Record<TableName, ReadonlyMap<string | number, unknown>>>;

/** The conflicts of a merge, before anything is written. */
export async function findConflicts(
  live: LiveTransaction,
  { tables }: Bundle,
  readers: LineageReaders,
): Promise<readonly MergeConflict[]> {
  return (await comparedWith(live, tables, readers)).conflicts;
}

/** Merges by id: what is there stays as it is, what is not comes with one audit entry. */
export async function mergeBundle(change: ChangeWriter, merge: Merge, readers: LineageReaders) {
  const { live, raw } = change;
  const { path, bundle, files = [] } = merge;
  const { tables } = bundle;
  const { present, missing, refolded, conflicts } = await comparedWith(live, tables, readers);
  if (conflicts.length > 0 && merge.isLeavingOut !== true) {
    throw new Refusal({ kind: 'bundleConflict', message: describeConflict(conflicts[0]!), conflicts });
  }
  const { kept: fitting, leftOutCount } = leaveOut(missing, conflicts);
  const added = {
    ...fitting,
    withdrawals: fitting.withdrawals.filter((withdrawal) => isOfNewRecords(withdrawal, present)),
  };
  const broken = brokenReference(added, (table, key) => present[table]?.has(key) ?? false);
  if (broken) throw new Refusal({ kind: 'malformedBundle', path, ...broken });
  const changedRuns = refolded.filter((run) => !isEqual(run, present.runs?.get(run.id)));
  const toldRuns = [
    ...new Set(
      added.events.flatMap(({ runId }) => (runId !== null && present.runs?.has(runId) ? runId : [])),
    ),
  ];
  const addedCount = tableNames.reduce((sum, name) => sum + added[name].length, 0);
  const kept = await keepMissing(raw, files);
  const value = {
    ...summaryOf(
      path,
      added,
      edgeKeysOf([...(present.observations?.values() ?? [])] as RecordTables['observations']),
    ),
    ...(leftOutCount > 0 ? { leftOutCount } : {}),
  };
  if (addedCount + changedRuns.length + kept.length === 0) return { value, audit: null };
  for (const name of tableNames) await change.adopt(name, added[name]);
  await change.raw.unread.add([...claimsOf(added), ...kept.map((digest) => unreadKey('files', digest))]);
  await raw.put('runs', changedRuns);
  const detail: JsonObject = {
    bundleDigest: bundle.digest,
    auditHead: tables.audit.at(-1)?.hash ?? null,
    counts: { ...value.counts },
    ...(toldRuns.length > 0 ? { toldRuns } : {}),
    ...(leftOutCount > 0 ? { leftOutCount, conflicts: conflicts.map(describeConflict) } : {}),
    ...(kept.length > 0 ? { bytes: { digests: kept, state: 'kept' } } : {}),
  };
  // Where only bytes are news, it is undone as such.
  const done = addedCount + changedRuns.length === 0 ? { action: 'keepBytes' } : { action: 'importBundle' };
  return { value, audit: { ...done, subject: path, detail } };
}

interface Compared {
  readonly present: Present;
  /** What is not in the store. */
  readonly missing: RecordTables;
  readonly refolded: readonly Run[];
  readonly conflicts: readonly MergeConflict[];
}

async function comparedWith(
  live: LiveTransaction,
  tables: RecordTables,
  readers: LineageReaders,
): Promise<Compared> {
  const present: Present = {};
  const missing: { -readonly [T in TableName]: RecordTables[T] } = { ...emptyTables };
  const refolded: Run[] = [];
  const conflicts: MergeConflict[] = [];
  for (const name of tableNames) {
    if (name === 'audit' || name === 'seals') continue;
    const stored = await storedRecords(live.raw, name, tables[name] as readonly Tables[typeof name][]);
    present[name] = stored;
    const absent: unknown[] = [];
    for (const record of tables[name]) {
      const key = keyOf(name, record);
      const before = stored.get(key);
      if (before === undefined) absent.push(record);
      else if (!isSameStatement(before, record)) {
        const run =
          name === 'runs' ? await mergeRun(live, before as Run, record as Run, tables, readers) : null;
        if (run) refolded.push(run);
        else
          conflicts.push({
            kind: 'differs',
            table: name,
            key: String(key),
            fields: differingFields(before, record),
          });
      }
    }
    missing[name] = absent as never;
  }
  conflicts.push(...(await numbersTwice(live.raw, missing.snapshots, tables)));
  return { present, missing, refolded, conflicts };
}

async function storedRecords<T extends TableName>(
  transaction: Transaction,
  table: T,
  records: readonly Tables[T][],
): Promise<Map<string | number, Tables[T]>> {
  const keys = records.map((record) => keyOf(table, record));
  const stored = await transaction.getMany(table, keys);
  return new Map(
    keys.flatMap((key, index) => (stored[index] === undefined ? [] : [[key, stored[index]] as const])),
  );
}

function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson(toLossless(a)) === canonicalJson(toLossless(b));
}

/**
 * When and by whom something was recorded: two devices that import the same source say the same at other times. What rows a
 * reading was asked to look for depends on the version before, which is another on each.
 */
const circumstances: ReadonlySet<string> = new Set([
  'createdAt',
  'recordedAt',
  'change',
  'actor',
  'auditSequence',
  'prefix',
]);

/** Whether two records of one key say the same; then the one that is here stays. */
function isSameStatement(here: unknown, there: unknown): boolean {
  return differingFields(here, there).length === 0;
}

function differingFields(here: unknown, there: unknown): readonly string[] {
  const [a, b] = [here, there] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => !circumstances.has(name) && !isEqual(a[name] ?? null, b[name] ?? null))
    .sort();
}

/** A run is the fold of its events: where both sides have some, of all of them together. Null where they cannot be one. */
async function mergeRun(
  live: LiveTransaction,
  before: Run,
  other: Run,
  { events, withdrawals }: RecordTables,
  readers: LineageReaders,
): Promise<Run | null> {
  const withdrawnThere = foldWithdrawals(withdrawals);
  const own = await live.raw.where('events', 'runId', before.id);
  const theirs = events.filter(({ runId }) => runId === before.id);
  if (own.length === 0 || theirs.length === 0 || before.jobId !== other.jobId) return null;
  const here = new Set(own.map(({ digest }) => digest));
  const inView = [
    ...own.filter(({ digest }) => !live.isHidden('events', digest)),
    ...theirs.filter(({ digest }) => !here.has(digest) && !withdrawnThere.has('events', digest)),
  ];
  const words = runWordsOf(inView, readers).filter(({ fact }) => fact.id === before.id);
  return words.length === 0 ? before : foldRun(before, words.sort(compareWords));
}

/** What was taken out of view elsewhere stays in view here, unless it comes from there. */
function isOfNewRecords({ targets }: RecordTables['withdrawals'][number], present: Present): boolean {
  return targets.every(({ table, id }) => !present[table as TableName]?.has(id));
}

/** What records of another store say of bytes. */
export function claimsOf({ readings, manifests }: RecordTables): readonly string[] {
  return [
    ...readings.map(({ key }) => unreadKey('readings', key)),
    ...manifests.map(({ digest }) => unreadKey('manifests', digest)),
  ];
}

/** Keeps the files whose bytes were not kept; gives their digests. */
async function keepMissing(
  { keptFiles }: Transaction,
  files: readonly KeptFile[],
): Promise<readonly string[]> {
  const known = await Promise.all(files.map(({ digest }) => keptFiles.get(digest)));
  const news = files.filter((_, index) => known[index]?.state !== 'kept');
  await keptFiles.put(news);
  return news.map(({ digest }) => digest);
}

/** What a bundle brought. `edgesBefore`: links that were there, by `edgeKeysOf`. */
export function summaryOf(
  path: string,
  tables: RecordTables,
  edgesBefore: ReadonlySet<string>,
): ImportSummary {
  const edges = edgeKeysOf(tables.observations);
  return {
    path,
    eventCount: tables.events.length,
    counts: {
      artifacts: tables.artifacts.length,
      snapshots: tables.snapshots.length,
      jobs: tables.jobs.length,
      runs: tables.runs.length,
      edges: [...edges].filter((edge) => !edgesBefore.has(edge)).length,
    },
    files: [{ path, format: 'throughline', warnings: [], badEventCount: 0 }],
  };
}

function edgeKeysOf(observations: RecordTables['observations']): Set<string> {
  return new Set(observations.map(({ role, jobId, artifactId }) => `${role} ${jobId} ${artifactId}`));
}
