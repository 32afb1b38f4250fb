import type { NodeKey } from '../../lineage/graph';
import { declarationOf, emptyTables, keyOf, type RecordTables, tableNames } from '../../records/tables';
import type { AliasMove, Artifact, Snapshot, Withdrawal } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { foldAliases } from '../core/aliases';
import { type LiveRecords, readLiveRecords } from '../core/liveRecords';
import { openLive } from '../core/liveTransaction';
import type { Transaction } from '../core/store';
import { type LeftOver, type UnreadableRecord, unreadableIn, withoutDangling } from '../core/unreadable';
import { foldWorkspace } from '../core/workspaceFold';
import { type LineageSelectionIds, selectClosure } from '../lineage/lineageSelection';
import { storedIds } from './storedIds';

/**
 * All that a store holds, as far as it can be imported again: without records that cannot be read, and without what refers
 * to them. A log with such an entry is left out whole: its chain would not hold.
 */
export async function readAll(transaction: Transaction): Promise<LeftOver<RecordTables>> {
  const read = await Promise.all(
    tableNames.map(async (name) => [name, await transaction.all(name)] as const),
  );
  const tables: RecordTables = { ...emptyTables, ...Object.fromEntries(read) };
  const faults = unreadableIn(tables);
  const isLogWhole = !faults.some(({ table }) => table === 'audit' || table === 'seals');
  const { kept, leftOut } = withoutDangling(tables, [...faults, ...(isLogWhole ? uncounted(tables) : [])]);
  return { kept: isLogWhole ? kept : { ...kept, audit: [], seals: [] }, leftOut };
}

/** Records of changes that the log has not counted, after which the next change of a store would not be the latest. */
export function uncounted(tables: RecordTables): UnreadableRecord[] {
  const counted = tables.audit.at(-1)?.change ?? 0;
  return tableNames
    .filter((table) => declarationOf(table).isCounted)
    .flatMap((table) =>
      (tables[table] as readonly { readonly change?: number }[]).flatMap((record) =>
        (record.change ?? 0) > counted
          ? {
              table,
              key: String(keyOf(table, record)),
              place: 'change',
              message: `the log counts to ${counted} only`,
            }
          : [],
      ),
    );
}

/** A node with all that it came from and all that came of it, so that it stands by itself; null where it is not there. */
export async function readClosure(
  transaction: Transaction,
  within: NodeKey,
): Promise<LeftOver<RecordTables> | null> {
  const records = await readLiveRecords(transaction);
  const selected = selectClosure(foldWorkspace(records), within);
  if (!selected) return null;
  const ids = storedIds(records, selected);
  const live = await openLive(transaction);
  const hidden = await readHiddenReferences(transaction, records, ids);
  const snapshots = [...records.snapshots.filter(({ id }) => ids.snapshots.has(id)), ...hidden.snapshots];
  const annotations = records.annotations.filter(({ snapshotId }) => ids.snapshots.has(snapshotId));
  const known = [...snapshots, ...annotations.flatMap(({ body }) => (body.kind === 'bytes' ? body : []))];
  const digests = new Set<string>(known.flatMap(({ digest }) => digest ?? []));
  // All of a version's, not the one in use alone: what older ones said stays known.
  const readings = records.readings.filter(({ digest }) => digests.has(digest));
  const readingKeys = readings.map(({ key }) => key);
  const [profiles, events] = await Promise.all([
    live.getMany('profiles', readingKeys),
    live.whereAny('events', 'runId', [...ids.runs].sort()),
  ]);
  const tables: RecordTables = {
    ...emptyTables,
    artifacts: [...records.artifacts.filter(({ id }) => ids.artifacts.has(id)), ...hidden.artifacts],
    withdrawals: hidden.withdrawals,
    bindings: records.bindings.filter(({ artifactId }) => ids.artifacts.has(artifactId)),
    snapshots,
    manifests: records.manifests.filter(({ digest }) => digests.has(digest)),
    readings,
    profiles: profiles.flatMap((profile) => profile ?? []),
    annotations,
    jobs: records.jobs.filter(({ id }) => ids.jobs.has(id)),
    runs: records.runs.filter(({ id }) => ids.runs.has(id)),
    observations: records.observations.filter(({ id }) => ids.observations.has(id)),
    claims: records.claims.filter(
      ({ artifactId, jobId, snapshotId }) =>
        (artifactId !== null &&
          ids.artifacts.has(artifactId) &&
          (snapshotId === null || ids.snapshots.has(snapshotId))) ||
        (jobId !== null && ids.jobs.has(jobId)),
    ),
    events,
    aliasMoves: movesWithin(records.aliasMoves, ids),
    measurements: await live.whereAny('measurements', 'snapshotId', [...ids.snapshots].sort()),
    guardrails: records.guardrails.filter(({ artifactId }) => ids.artifacts.has(artifactId)),
  };
  return withoutDangling(tables, [...records.unreadable, ...live.unreadable]);
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
