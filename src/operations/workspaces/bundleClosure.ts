import { ok, type Result } from '../../lib/result';
import { referencesOf } from '../../records/references';
import {
  declarationOf,
  emptyTables,
  keyOf,
  type RecordTables,
  type TableName,
  tableNames,
} from '../../records/tables';
import type { AliasMove, Artifact, Snapshot, Withdrawal } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { foldAliases } from '../core/aliases';
import { type LiveRecords, readLiveRecords } from '../core/liveRecords';
import { type LiveTransaction, openLive } from '../core/liveTransaction';
import type { OperationFailure } from '../core/outcome';
import type { Transaction } from '../core/store';
import { type LeftOver, type SomeTables, withoutDangling } from '../core/unreadable';
import { foldWorkspace } from '../core/workspaceFold';
import { type ExportScope, type LineageSelectionIds, selectLineage } from '../lineage/lineageSelection';
import { storedIds } from './storedIds';

/** What a closure chooses itself: the lineage, what its content is, and an alias's moves. */
const chosenTables = [
  'artifacts',
  'snapshots',
  'jobs',
  'runs',
  'observations',
  'readings',
  'manifests',
  'aliasMoves',
] as const satisfies readonly TableName[];

/** What is of a store as a whole, and of no part of it. */
const wholeTables = ['withdrawals', 'audit', 'seals'] as const satisfies readonly TableName[];

/** The kinds whose records come along with what they refer to. */
export const followingTables: readonly TableName[] = tableNames.filter(
  (table) => ![...chosenTables, ...wholeTables].some((other) => other === table),
);

/** What a scope takes, with all that its records refer to, so that it stands by itself. */
export async function readClosure(
  transaction: Transaction,
  scope: NonNullable<ExportScope>,
): Promise<Result<LeftOver<RecordTables>, OperationFailure>> {
  const records = await readLiveRecords(transaction);
  const selected = selectLineage(foldWorkspace(records), scope);
  if (!selected.ok) return selected;
  const ids = storedIds(records, selected.value);
  const live = await openLive(transaction);
  const hidden = await readHiddenReferences(transaction, records, ids);
  const snapshots = [...records.snapshots.filter(({ id }) => ids.snapshots.has(id)), ...hidden.snapshots];
  const annotations = records.annotations.filter(({ snapshotId }) => ids.snapshots.has(snapshotId));
  const known = [...snapshots, ...annotations.flatMap(({ body }) => (body.kind === 'bytes' ? body : []))];
  const digests = new Set<string>(known.flatMap(({ digest }) => digest ?? []));
  const chosen = {
    artifacts: [...records.artifacts.filter(({ id }) => ids.artifacts.has(id)), ...hidden.artifacts],
    snapshots,
    jobs: records.jobs.filter(({ id }) => ids.jobs.has(id)),
    runs: records.runs.filter(({ id }) => ids.runs.has(id)),
    observations: records.observations.filter(({ id }) => ids.observations.has(id)),
    // All of a version's, not the one in use alone: what older ones said stays known.
    readings: records.readings.filter(({ digest }) => digests.has(digest)),
    manifests: records.manifests.filter(({ digest }) => digests.has(digest)),
    aliasMoves: movesWithin(records.aliasMoves, ids),
  };
  const following = await readFollowing(live, records, chosen);
  const tables = { ...emptyTables, ...chosen, ...following, withdrawals: hidden.withdrawals };
  return ok(withoutDangling(tables, [...records.unreadable, ...live.unreadable]));
}

/** The records in view that are said of what is chosen, kind by kind as they are declared. */
async function readFollowing(
  live: LiveTransaction,
  records: LiveRecords,
  chosen: SomeTables,
): Promise<Partial<RecordTables>> {
  const included = new Map<TableName, ReadonlySet<string>>();
  const take = (table: TableName, of: readonly unknown[]): void =>
    void included.set(table, new Set(of.map((record) => String(keyOf(table, record)))));
  for (const table of chosenTables) take(table, chosen[table] ?? []);
  const following: [TableName, readonly unknown[]][] = [];
  for (const table of followingTables) {
    const candidates = recordsOf(records, table) ?? (await referringTo(live, table, included));
    const found = candidates.filter((record) => follows(table, record, included));
    take(table, found);
    following.push([table, found]);
  }
  return Object.fromEntries(following) as Partial<RecordTables>;
}

/** Whether a record is said of something included, and holds to nothing that is not. */
function follows(
  table: TableName,
  record: unknown,
  included: ReadonlyMap<TableName, ReadonlySet<string>>,
): boolean {
  const references = referencesOf(table, record);
  const isIncluded = (to: (typeof references)[number]): boolean =>
    included.get(to.table)?.has(to.key) === true;
  return references.some(isIncluded) && references.every((to) => to.rule === 'loose' || isIncluded(to));
}

function recordsOf(records: LiveRecords, table: TableName): readonly unknown[] | undefined {
  return (records as SomeTables)[table];
}

/** Records of a kind that views are not folded from, by the first member that can be searched for. */
async function referringTo(
  live: LiveTransaction,
  table: TableName,
  included: ReadonlyMap<TableName, ReadonlySet<string>>,
): Promise<readonly unknown[]> {
  const { key, indexes, references } = declarationOf(table);
  for (const { path, to } of references) {
    const keys = [...(included.get(to as TableName) ?? [])].sort();
    if (path === key) return (await live.getMany(table, keys)).flatMap((record) => record ?? []);
    if (indexes.includes(path)) return live.whereAny(table, path as never, keys);
  }
  return live.all(table);
}

/**
 * An alias's last moves, back to the first on a version that is not included: it stands where it stands, and what is known of
 * its past is true. An alias that stands on another version is left out.
 */
function movesWithin(moves: readonly AliasMove[], ids: LineageSelectionIds): readonly AliasMove[] {
  return [...foldAliases(moves).values()].flat().flatMap(({ artifactId, moves: own }) => {
    if (!ids.artifacts.has(artifactId)) return [];
    const firstIncluded = own.findLastIndex(
      ({ snapshotId }) => snapshotId !== null && !ids.snapshots.has(snapshotId),
    );
    return own.slice(firstIncluded + 1);
  });
}

interface HiddenReferences {
  readonly artifacts: readonly Artifact[];
  readonly snapshots: readonly Snapshot[];
  readonly withdrawals: readonly Withdrawal[];
}

/** What the chosen records refer to although it was withdrawn: it goes along, and stays withdrawn. */
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
