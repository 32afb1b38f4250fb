import { type Bundle, type BundleFault, readBundle } from '../../formats/bundle/readBundle';
import { loadReaders } from '../../formats/lineageFormats';
import { writeBundle } from '../../formats/bundle/writeBundle';
import { err, ok, type Result } from '../../lib/result';
import type { NodeKey } from '../../lineage/graph';
import { declarationOf, emptyTables, type RecordTables, tableNames } from '../../records/tables';
import { verifyAudit } from '../../versioning/audit';
import type { AliasMove, Artifact, Snapshot, Withdrawal } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { foldAliases } from '../core/aliases';
import { brokenReference } from './bundleReferences';
import { unreadKey } from '../core/unread';
import { commitChange, type CommittedChange, Refusal } from '../core/commitChange';
import type { ImportSummary } from '../lineage/importSummary';
import type { LineageFile } from '../lineage/lineageRequest';
import { type ImportWatch, noWatch, stopIfCancelled } from '../core/importWatch';
import { type LineageSelectionIds, selectClosure } from '../lineage/lineageSelection';
import { type LiveRecords, readLiveRecords } from '../core/liveRecords';
import { openLive } from '../core/liveTransaction';
import { foldWorkspace } from '../core/workspaceFold';
import { claimsOf, type Merge, mergeBundle, summaryOf } from './mergeBundle';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { Transaction } from '../core/store';
import { storedIds } from './storedIds';

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

async function readAll(transaction: Transaction): Promise<RecordTables> {
  const tables = await Promise.all(
    tableNames.map(async (name) => [name, await transaction.all(name)] as const),
  );
  return { ...emptyTables, ...Object.fromEntries(tables) };
}

async function readClosure(transaction: Transaction, within: NodeKey): Promise<RecordTables | null> {
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
  return {
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

/**
 * Takes a bundle into the store. An empty store becomes the one that was exported, log included. Otherwise records are
 * merged by id, with one audit entry, or none where all were there; where a record differs, nothing is written
 * (`bundleConflict`, with the list of conflicts), unless those are to be left out.
 */
export async function importBundle(
  ports: OperationPorts,
  { path, text }: LineageFile,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const bundle = readCheckedBundle(path, text, ports);
  return bundle.ok ? takeBundle(ports, { path, bundle: bundle.value }, watch) : bundle;
}

/** A bundle whose records, digest and log hold. */
export function readCheckedBundle(
  path: string,
  text: string,
  ports: Pick<OperationPorts, 'hashers' | 'text'>,
): Result<Bundle, OperationFailure> {
  const read = readBundle(text, ports);
  if (!read.ok) return err({ kind: 'malformedBundle', path, ...read.error });
  const audit = verifyAudit(read.value.tables.audit, ports);
  if (audit.ok) return read;
  const place = `/tables/audit/${audit.error.sequence - 1}`;
  return err({
    kind: 'malformedBundle',
    path,
    place,
    message: `the log is broken here: ${audit.error.fault}`,
  });
}

/** Takes a bundle that was read, and the lists of the bytes that were stored for it. */
export async function takeBundle(
  ports: OperationPorts,
  merge: Merge,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  if (merge.bundle.tables.audit.length > 0) {
    const restored = await restoreIfEmpty(ports, merge, watch);
    if (!restored.ok || restored.value)
      return restored as Result<CommittedChange<ImportSummary>, OperationFailure>;
  }
  const readers = await loadReaders();
  watch.report(0.5);
  await watch.pause();
  stopIfCancelled(watch);
  return commitChange(
    ports,
    (change) => mergeBundle(change, merge, readers),
    () => watch.hold(),
  );
}

/** Null where the store is not empty. */
async function restoreIfEmpty(
  ports: OperationPorts,
  { path, bundle, files = [] }: Merge,
  watch: ImportWatch,
): Promise<Result<CommittedChange<ImportSummary> | null, OperationFailure>> {
  try {
    return await ports.store.write(async (transaction) => {
      for (const name of tableNames) if ((await transaction.last(name)) !== undefined) return null;
      const broken = brokenReference(bundle.tables, () => false) ?? uncountedChange(bundle.tables);
      if (broken) throw new Refusal({ kind: 'malformedBundle', path, ...broken });
      for (const [index, name] of tableNames.entries()) {
        stopIfCancelled(watch);
        await transaction.add(name, bundle.tables[name]);
        watch.report(0.5 + (0.5 * (index + 1)) / tableNames.length);
      }
      await transaction.keptFiles.put(files);
      const lists = files.map(({ digest }) => unreadKey('files', digest));
      await transaction.unread.add([...claimsOf(bundle.tables), ...lists]);
      watch.hold();
      const auditSequence = bundle.tables.audit.at(-1)?.sequence ?? null;
      return { auditSequence, value: summaryOf(path, bundle.tables, new Set()) };
    });
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

/** A record of a change that the log has not counted, after which the next change of the store would not be the latest. */
function uncountedChange(tables: RecordTables): BundleFault | null {
  const counted = tables.audit.at(-1)?.change ?? 0;
  for (const name of tableNames.filter((table) => declarationOf(table).isCounted)) {
    const records = tables[name] as readonly { readonly change?: number }[];
    const index = records.findIndex(({ change = 0 }) => change > counted);
    if (index === -1) continue;
    return { place: `/tables/${name}/${index}/change`, message: `the log counts to ${counted} only` };
  }
  return null;
}
