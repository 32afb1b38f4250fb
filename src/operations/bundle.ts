import {
  type BundleTableName,
  bundleTableNames,
  type BundleTables,
  emptyBundleTables,
  keyFields,
} from '../formats/bundle/bundleTables';
import { type Bundle, readBundle } from '../formats/bundle/readBundle';
import { toLossless } from '../formats/bundle/lossless';
import { writeBundle } from '../formats/bundle/writeBundle';
import { err, ok, type Result } from '../lib/result';
import type { NodeKey } from '../lineage/graph';
import type { Run } from '../lineage/records';
import { verifyAudit } from '../versioning/audit';
import { canonicalJson } from '../versioning/canonicalJson';
import type {
  AliasMove,
  Artifact,
  Measurement,
  Snapshot,
  SnapshotId,
  Withdrawal,
} from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import { foldAliases } from './aliases';
import { brokenReference } from './bundleReferences';
import { type ChangeWriter, commitChange, type CommittedChange, Refusal } from './commitChange';
import { foldRun, runEventOf } from './foldRun';
import { groupBy } from './groupBy';
import type { ImportSummary, LineageFile } from './importSummary';
import { type ImportWatch, noWatch, stopIfCancelled } from './importWatch';
import { type LineageSelectionIds, selectClosure } from './lineageSelection';
import { foldWorkspace, type LiveRecords, readLiveRecords } from './loadWorkspace';
import type { OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import type { TableName, Tables, Transaction } from './store';
import { foldWithdrawals, readWithdrawn, withdrawableTables, type Withdrawn } from './withdrawals';

/** A store as a bundle: `within` null takes all of it, log included; else the closure of that node, which stands by itself. */
export async function exportBundle(
  ports: OperationPorts,
  within: NodeKey | null,
): Promise<Result<string, OperationFailure>> {
  const read = await ports.store.read(async (transaction) =>
    within === null ? readAll(transaction) : readClosure(transaction, within),
  );
  if (!read.ok) return read;
  if (!read.value) return err({ kind: 'notFound', message: `${within} is not in this workspace.` });
  return ok(writeBundle(read.value, within === null ? 'all' : 'closure', ports));
}

async function readAll(transaction: Transaction): Promise<BundleTables> {
  const tables = await Promise.all(
    bundleTableNames.map(async (name) => [name, await transaction.all(name)] as const),
  );
  return { ...emptyBundleTables, ...Object.fromEntries(tables) };
}

async function readClosure(transaction: Transaction, within: NodeKey): Promise<BundleTables | null> {
  const records = await readLiveRecords(transaction);
  const ids = selectClosure(foldWorkspace(records), within);
  if (!ids) return null;
  const hidden = await readHiddenReferences(transaction, records, ids);
  const withdrawn = await readWithdrawn(transaction);
  const snapshots = [...records.snapshots.filter(({ id }) => ids.snapshots.has(id)), ...hidden.snapshots];
  const annotations = records.annotations.filter(({ snapshotId }) => ids.snapshots.has(snapshotId));
  const known = [...snapshots, ...annotations.flatMap(({ body }) => (body.kind === 'bytes' ? body : []))];
  const readingKeys = [...new Set(known.flatMap(({ readingKey }) => readingKey ?? []))].sort();
  const digests = new Set<string>(known.flatMap(({ digest }) => digest ?? []));
  const [profiles, events] = await Promise.all([
    transaction.getMany('profiles', readingKeys),
    Promise.all([...ids.runs].sort().map((id) => transaction.where('events', 'runId', id))),
  ]);
  return {
    ...emptyBundleTables,
    artifacts: [...records.artifacts.filter(({ id }) => ids.artifacts.has(id)), ...hidden.artifacts],
    withdrawals: hidden.withdrawals,
    bindings: records.bindings.filter(({ artifactId }) => ids.artifacts.has(artifactId)),
    snapshots,
    manifests: records.manifests.filter(({ digest }) => digests.has(digest)),
    readings: records.readings.filter(({ key }) => readingKeys.includes(key)),
    profiles: profiles.flatMap((profile) => profile ?? []),
    annotations,
    jobs: records.jobs.filter(({ id }) => ids.jobs.has(id)),
    runs: records.runs.filter(({ id }) => ids.runs.has(id)),
    observations: records.observations.filter(({ id }) => ids.observations.has(id)),
    events: events.flat().filter((event) => !withdrawn.has('events', event.digest)),
    aliasMoves: movesWithin(records.aliasMoves, ids),
    measurements: await measurementsOf(transaction, [...ids.snapshots].sort()),
    guardrails: records.guardrails.filter(({ artifactId }) => ids.artifacts.has(artifactId)),
  };
}

/**
 * An alias's last moves, back to the first on a version that is not taken: it stands where it stands, and what is known of
 * its past is true. An alias that stands on another version is left out.
 */
function movesWithin(moves: readonly AliasMove[], ids: LineageSelectionIds): readonly AliasMove[] {
  return [...foldAliases(moves).values()].flat().flatMap(({ artifactId, moves: own }) => {
    if (!ids.artifacts.has(artifactId)) return [];
    const firstTaken = own.findLastIndex(
      ({ snapshotId }) => snapshotId !== null && !ids.snapshots.has(snapshotId),
    );
    return own.slice(firstTaken + 1);
  });
}

async function measurementsOf(
  transaction: Transaction,
  snapshotIds: readonly SnapshotId[],
): Promise<readonly Measurement[]> {
  const withdrawn = await readWithdrawn(transaction);
  const own = await Promise.all(
    snapshotIds.map((snapshotId) => transaction.where('measurements', 'snapshotId', snapshotId)),
  );
  return own.flat().filter(({ id }) => !withdrawn.has('measurements', id));
}

interface HiddenReferences {
  readonly artifacts: readonly Artifact[];
  readonly snapshots: readonly Snapshot[];
  readonly withdrawals: readonly Withdrawal[];
}

/** What the chosen records refer to although it was taken out of view: it goes along, and stays out of view. */
async function readHiddenReferences(
  transaction: Transaction,
  records: LiveRecords,
  ids: LineageSelectionIds,
): Promise<HiddenReferences> {
  const artifacts = new Map(records.artifacts.map((artifact) => [artifact.id, artifact]));
  const snapshots = new Map(records.snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const hiddenSnapshots: Snapshot[] = [];
  let referring = records.snapshots.filter(({ id }) => ids.snapshots.has(id));
  while (referring.length > 0) {
    const wanted = new Set(referring.flatMap(({ parents }) => parents).filter((id) => !snapshots.has(id)));
    referring = (await transaction.getMany('snapshots', [...wanted])).flatMap((snapshot) => snapshot ?? []);
    for (const snapshot of referring) snapshots.set(snapshot.id, snapshot);
    hiddenSnapshots.push(...referring);
  }
  const artifactIds = new Set([...ids.artifacts, ...hiddenSnapshots.map(({ artifactId }) => artifactId)]);
  const wanted = [...artifactIds].filter((id) => !artifacts.has(id));
  const hiddenArtifacts = (await transaction.getMany('artifacts', wanted)).flatMap(
    (artifact) => artifact ?? [],
  );
  const withdrawal = (table: 'artifacts' | 'snapshots', id: string, recordedAt: Timestamp): Withdrawal => ({
    id: `closure ${table} ${id}`,
    targets: [{ table, id }],
    isWithdrawn: true,
    recordedAt,
    auditSequence: 1,
  });
  return {
    artifacts: hiddenArtifacts,
    snapshots: hiddenSnapshots,
    withdrawals: [
      ...hiddenArtifacts.map(({ id, createdAt }) => withdrawal('artifacts', id, createdAt)),
      ...hiddenSnapshots.map(({ id, createdAt }) => withdrawal('snapshots', id, createdAt)),
    ],
  };
}

/**
 * Takes a bundle into the store. An empty store becomes the one that was exported, log included. Otherwise records are
 * merged by id, with one audit entry, or none where all were there; where a record differs, nothing is written
 * (`bundleConflict`).
 */
export async function importBundle(
  ports: OperationPorts,
  { path, text }: LineageFile,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const read = readBundle(text, ports);
  if (!read.ok) return err({ kind: 'malformedBundle', path, ...read.error });
  const bundle = read.value;
  const audit = verifyAudit(bundle.tables.audit, ports);
  if (!audit.ok) {
    const place = `/tables/audit/${audit.error.sequence - 1}`;
    return err({
      kind: 'malformedBundle',
      path,
      place,
      message: `the log is broken here: ${audit.error.fault}`,
    });
  }
  if (bundle.tables.audit.length > 0) {
    const restored = await restoreIfEmpty(ports, bundle, path, watch);
    if (!restored.ok || restored.value)
      return restored as Result<CommittedChange<ImportSummary>, OperationFailure>;
  }
  watch.report(0.5);
  await watch.pause();
  stopIfCancelled(watch);
  return commitChange(
    ports,
    (change) => mergeBundle(change, bundle, path),
    () => watch.hold(),
  );
}

/** Null where the store is not empty. */
async function restoreIfEmpty(
  ports: OperationPorts,
  bundle: Bundle,
  path: string,
  watch: ImportWatch,
): Promise<Result<CommittedChange<ImportSummary> | null, OperationFailure>> {
  try {
    return await ports.store.write(async (transaction) => {
      for (const name of bundleTableNames) if ((await transaction.last(name)) !== undefined) return null;
      const broken = brokenReference(bundle.tables, () => false);
      if (broken) throw new Refusal({ kind: 'malformedBundle', path, ...broken });
      for (const [index, name] of bundleTableNames.entries()) {
        stopIfCancelled(watch);
        await transaction.add(name, bundle.tables[name]);
        watch.report(0.5 + (0.5 * (index + 1)) / bundleTableNames.length);
      }
      watch.hold();
      const auditSequence = bundle.tables.audit.at(-1)?.sequence ?? null;
      return { auditSequence, value: summaryOf(path, bundle.tables, new Set()) };
    });
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

async function mergeBundle(change: ChangeWriter, { tables, digest }: Bundle, path: string) {
  const { transaction } = change;
  const withdrawn = await readWithdrawn(transaction);
  const present: Partial<Record<BundleTableName, ReadonlyMap<string | number, unknown>>> = {};
  const added: { -readonly [T in BundleTableName]?: BundleTables[T] } = {};
  const refolded: Run[] = [];
  for (const name of bundleTableNames) {
    if (name === 'audit') continue;
    const stored = await storedRecords(transaction, name, tables[name] as readonly Tables[typeof name][]);
    present[name] = stored;
    const missing: unknown[] = [];
    for (const record of tables[name]) {
      const before = stored.get(keyIn(name, record));
      if (before === undefined) missing.push(record);
      else if (!isEqual(before, record)) {
        if (name !== 'runs') throw conflict(name, record);
        refolded.push(await mergeRun(transaction, withdrawn, before as Run, record as Run, tables));
      }
    }
    added[name] = missing as never;
  }
  added.withdrawals = (added.withdrawals ?? []).filter((withdrawal) => isOfNewRecords(withdrawal, present));
  const broken = brokenReference(
    { ...emptyBundleTables, ...added },
    (table, key) => present[table]?.has(key) ?? false,
  );
  if (broken) throw new Refusal({ kind: 'malformedBundle', path, ...broken });
  await refuseNumberTwice(transaction, added.snapshots ?? []);
  const changedRuns = refolded.filter((run) => !isEqual(run, present.runs?.get(run.id)));
  const addedCount = bundleTableNames.reduce((sum, name) => sum + (added[name]?.length ?? 0), 0);
  const value = summaryOf(
    path,
    { ...emptyBundleTables, ...added },
    edgeKeysOf([...(present.observations?.values() ?? [])] as BundleTables['observations']),
  );
  if (addedCount + changedRuns.length === 0) return { value, audit: null };
  for (const name of bundleTableNames) {
    const records = added[name] ?? [];
    const withdrawable = withdrawableTables.find((table) => table === name);
    if (withdrawable) await change.add(withdrawable, records as never);
    else if (records.length > 0) await transaction.add(name, records);
  }
  await transaction.putRuns(changedRuns);
  const detail = {
    bundleDigest: digest,
    auditHead: tables.audit.at(-1)?.hash ?? null,
    counts: { ...value.counts },
    ...(changedRuns.length > 0 ? { changedRuns: changedRuns.map(({ id }) => id) } : {}),
  };
  return { value, audit: { action: 'importBundle', subject: path, detail } };
}

async function storedRecords<T extends TableName>(
  transaction: Transaction,
  table: T,
  records: readonly Tables[T][],
): Promise<Map<string | number, Tables[T]>> {
  const keys = records.map((record) => keyIn(table, record));
  const stored = await transaction.getMany(table, keys);
  return new Map(
    keys.flatMap((key, index) => (stored[index] === undefined ? [] : [[key, stored[index]] as const])),
  );
}

function keyIn(table: TableName, record: unknown): string | number {
  return (record as Record<string, string | number>)[keyFields[table]]!;
}

function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson(toLossless(a)) === canonicalJson(toLossless(b));
}

function conflict(table: BundleTableName, record: unknown): Refusal {
  const message = `${table} ${String(keyIn(table, record))} is another record here than in the bundle`;
  return new Refusal({ kind: 'bundleConflict', message });
}

/** A run is the fold of its events: where both sides have some, of all of them together. */
async function mergeRun(
  transaction: Transaction,
  withdrawn: Withdrawn,
  before: Run,
  other: Run,
  { events, withdrawals }: BundleTables,
): Promise<Run> {
  const withdrawnThere = foldWithdrawals(withdrawals);
  const own = await transaction.where('events', 'runId', before.id);
  const theirs = events.filter(({ runId }) => runId === before.id);
  if (own.length === 0 || theirs.length === 0 || before.jobId !== other.jobId) throw conflict('runs', other);
  const here = new Set(own.map(({ digest }) => digest));
  const inView = [
    ...own.filter(({ digest }) => !withdrawn.has('events', digest)),
    ...theirs.filter(({ digest }) => !here.has(digest) && !withdrawnThere.has('events', digest)),
  ];
  return inView.length === 0 ? before : foldRun(before, inView.map(runEventOf));
}

/** What was taken out of view elsewhere stays in view here, unless it comes from there. */
function isOfNewRecords(
  { targets }: Withdrawal,
  present: Partial<Record<BundleTableName, ReadonlyMap<string | number, unknown>>>,
): boolean {
  return targets.every(({ table, id }) => !present[table]?.has(id));
}

async function refuseNumberTwice(
  transaction: Transaction,
  snapshots: BundleTables['snapshots'],
): Promise<void> {
  for (const [artifactId, own] of groupBy(snapshots, (snapshot) => snapshot.artifactId)) {
    const stored = await transaction.where('snapshots', 'artifactId', artifactId);
    const numbers = new Set(stored.map(({ sequence }) => sequence));
    for (const { id, sequence } of own) {
      if (numbers.has(sequence)) {
        const message = `version ${sequence} of artifact ${artifactId} is another snapshot here than ${id}`;
        throw new Refusal({ kind: 'bundleConflict', message });
      }
      numbers.add(sequence);
    }
  }
}

function summaryOf(path: string, tables: BundleTables, edgesBefore: ReadonlySet<string>): ImportSummary {
  const edges = edgeKeysOf(tables.observations);
  return {
    path,
    format: 'throughline',
    eventCount: tables.events.length,
    counts: {
      artifacts: tables.artifacts.length,
      snapshots: tables.snapshots.length,
      jobs: tables.jobs.length,
      runs: tables.runs.length,
      edges: [...edges].filter((edge) => !edgesBefore.has(edge)).length,
    },
    warnings: [],
  };
}

function edgeKeysOf(observations: BundleTables['observations']): Set<string> {
  return new Set(observations.map(({ role, jobId, artifactId }) => `${role} ${jobId} ${artifactId}`));
}
