import type { OperationPorts } from '../operations/core/ports';
import { openDeviceSettings, type DeviceSettings } from '../storage/deviceSettings';
import { createDexieStore } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import type { ActorId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { browserText } from '../workers/browserText';
import type { WorkerPool } from '../workers/pool';
import { createTaskPool } from '../workers/taskPool';
import { createChanceLevels } from './chanceLevels';
import { derivedOf } from './derived';
import { keepingOf } from './keeping';
import { newId } from '../workers/newId';
import type { DropParts } from './dropParts';
import { createPersonalData } from './personalData';
import { createEventFollowing } from './eventFollowing';
import { createGates } from './gates';
import { createReleases } from './releases';
import type { DroppedItem, Services } from './services';
import { startDrop } from './startDrop';
import { createStorage } from './storage';
import { undoChange } from './undoChange';
import { watchWorkspace } from './watchWorkspace';

/** What the workspaces of one page share. */
export interface SharedParts {
  readonly pool: WorkerPool;
  readonly settings: DeviceSettings;
}

/** What seals records three times as fast as the hashers that need no WebAssembly; nothing where that cannot be had. */
async function loadTextHash(): Promise<Pick<OperationPorts, 'sha256OfText'>> {
  try {
    const { loadSha256OfText } = await import('../workers/hashing/textSha256');
    return { sha256OfText: await loadSha256OfText() };
  } catch {
    return {};
  }
}

/** The services of one workspace over this browser's store and workers. Nothing is opened before it is needed. */
export function createServices(
  databaseName: string,
  { pool, settings }: SharedParts = { pool: createTaskPool(), settings: openDeviceSettings() },
): Services {
  const store = createDexieStore(databaseName);
  const derived = derivedOf(databaseName);
  let actor: Promise<ActorId> | null = null;
  let sha256OfText: ReturnType<typeof loadTextHash> | null = null;
  const ports = async (): Promise<OperationPorts> => {
    // Where nothing can be kept, the operation itself says so; who asked for it does not matter then.
    actor ??= settings.actorId(newId).catch(() => newId() as ActorId);
    sha256OfText ??= loadTextHash();
    return {
      store,
      hashers: nobleHashers,
      ...(await sha256OfText),
      text: browserText,
      newId,
      now: () => timestampFromMilliseconds(Date.now()),
      actor: await actor,
    };
  };
  const parts = async (): Promise<DropParts> => {
    const own = await ports();
    return { ports: own, store, pool, keeping: await keepingOf(databaseName, own, settings) };
  };
  const contracts = async () => (await import('./contracts')).createContracts(ports, pool);
  const drop = (items: readonly DroppedItem[]): void => startDrop(items, parts);

  return {
    watchWorkspace: (onValue, onFailure) => watchWorkspace(store, onValue, onFailure),
    async profile(readingKey) {
      const stored = await store.read((transaction) => transaction.get('profiles', readingKey));
      return stored.ok ? (stored.value?.profile ?? null) : null;
    },
    personalData: createPersonalData(store, pool),
    async declareRemoval(jobId, tag, reason) {
      const { declareRemoval } = await import('../operations/identities/declareRemoval');
      return declareRemoval(await ports(), jobId, tag, reason);
    },
    async audit() {
      const entries = await store.read((transaction) => transaction.all('audit'));
      return entries.ok ? entries.value : [];
    },
    async auditLog() {
      const { readAuditLog } = await import('../operations/audit/auditLog');
      return readAuditLog(store);
    },
    verifyAudit: (noted) => pool.run('verifyAudit', { databaseName, noted }),
    actorId: async () => (await ports()).actor,
    chance: createChanceLevels((draws) => pool.run('simulateChance', { draws }), derived),
    derived,
    layout: (input, signal) => pool.run('layout', input, { signal }),
    async diffRows(request, signal, onProgress) {
      const { diffInWorker } = await import('./diffInWorker');
      return diffInWorker(pool, request, store, signal, onProgress);
    },
    async findLeakage(request, signal, onProgress) {
      const { leakageInWorker } = await import('./leakageInWorker');
      return leakageInWorker(pool, request, store, signal, onProgress);
    },
    async readAgain(request, byteLength) {
      const { readAgain } = await import('./readKept');
      return readAgain(await ports(), pool, request, byteLength);
    },
    async previewReading(version, options) {
      const { previewReading } = await import('./previewReading');
      return previewReading(store, version, options);
    },
    async openTable(...asked) {
      const { openTable } = await import('./openTable');
      return openTable(pool, store, ...asked);
    },
    async readBytes(...asked) {
      const { readBytes } = await import('./readBytes');
      return readBytes(store, ...asked);
    },
    async switchReading(snapshotId, readingKey) {
      const { switchReading } = await import('../operations/taking/readings');
      return switchReading(await ports(), snapshotId, readingKey);
    },
    drop,
    async recordRun(draft) {
      const { recordRun } = await import('../operations/lineage/recordRun');
      return recordRun(await ports(), draft);
    },
    async link(kind, from, to) {
      const { linkNodes } = await import('../operations/lineage/linkNodes');
      return linkNodes(await ports(), kind, from, to);
    },
    async createArtifact(kind, namespace, name) {
      const { createArtifact } = await import('../operations/core/createArtifact');
      return createArtifact(await ports(), kind, namespace, name);
    },
    async setKind(artifactId, kind) {
      const { setKind } = await import('../operations/core/setKind');
      return setKind(await ports(), artifactId, kind);
    },
    async setBaseline(artifactId, choice) {
      const { setBaseline } = await import('../operations/comparing/setBaseline');
      return setBaseline(await ports(), artifactId, choice);
    },
    async merge(into, others) {
      const { merge } = await import('../operations/identities/merge');
      return merge(await ports(), into, others);
    },
    async split(thing, names) {
      const { split } = await import('../operations/identities/split');
      return split(await ports(), thing, names);
    },
    async splitVersions(artifactId, versions, name) {
      const { splitVersions } = await import('../operations/identities/splitVersions');
      return splitVersions(await ports(), artifactId, versions, name);
    },
    async rename(thing, name) {
      const { rename } = await import('../operations/identities/rename');
      return rename(await ports(), thing, name);
    },
    async deleteThing(thing) {
      const { deleteThing } = await import('../operations/identities/deleteThing');
      return deleteThing(await ports(), thing);
    },
    async ruleVersion(snapshotId, ruling) {
      const { ruleVersion } = await import('../operations/taking/semanticVersion');
      return ruleVersion(await ports(), snapshotId, ruling);
    },
    async annotate(snapshotId, body) {
      const { annotate } = await import('../operations/core/annotate');
      return annotate(await ports(), snapshotId, body);
    },
    takeBackSource: async (name) =>
      pool.run('takeBackSource', { databaseName, actor: (await ports()).actor, name }),
    undo: async (auditSequence) => undoChange(await ports(), pool, databaseName, auditSequence),
    async findings(workspace, watch) {
      const { findingsOf } = await import('../operations/findings/findingsOf');
      return findingsOf({ store }, workspace, watch);
    },
    async compareRerun(...asked) {
      const { compareRerunInWorker } = await import('./compareRerunInWorker');
      return compareRerunInWorker({ pool, store, databaseName }, ...asked);
    },
    async acceptFinding(thing, finding, reason) {
      const { acceptFinding } = await import('../operations/identities/acceptFinding');
      return acceptFinding(await ports(), thing, finding, reason);
    },
    contracts: {
      set: async (...asked) => (await contracts()).set(...asked),
      waive: async (...asked) => (await contracts()).waive(...asked),
      endWaiver: async (...asked) => (await contracts()).endWaiver(...asked),
      judge: async (...asked) => (await contracts()).judge(...asked),
      draft: async (...asked) => (await contracts()).draft(...asked),
      write: async (...asked) => (await contracts()).write(...asked),
      explain: async (...asked) => (await contracts()).explain(...asked),
      promised: async (...asked) => (await contracts()).promised(...asked),
      outline: async (...asked) => (await contracts()).outline(...asked),
      edit: async (...asked) => (await contracts()).edit(...asked),
      lint: async (...asked) => (await contracts()).lint(...asked),
    },
    gates: createGates(ports),
    releases: createReleases(ports, pool),
    async releaseEvidence() {
      const { createReleaseEvidence } = await import('./releaseEvidence');
      return createReleaseEvidence(settings);
    },
    events: createEventFollowing(databaseName, settings, ports, pool),
    storage: createStorage(databaseName, settings, ports, pool, derived),
    async loadSample() {
      const { loadSample } = await import('./loadSample');
      const own = await ports();
      return loadSample(own, pool, await keepingOf(databaseName, own, settings));
    },
    async exportOpenLineage(scope) {
      const { exportOpenLineage } = await import('../operations/lineage/exportLineage');
      return exportOpenLineage(await ports(), scope);
    },
    async exportGraph(scope, format) {
      const { exportGraph } = await import('../operations/lineage/exportGraph');
      return exportGraph(await ports(), scope, format);
    },
    async exportArchive(scope, format) {
      const { exportArchive } = await import('./exportArchive');
      return exportArchive(await ports(), scope, format);
    },
    async exportBundle(scope, values = scope === null ? 'all' : 'masked') {
      const { exportBundleNoting } = await import('./exportBundle');
      return exportBundleNoting(await ports(), scope, values);
    },
    async wipe() {
      await derived.clear();
      return store.wipe();
    },
    async checkable(scope) {
      const { checkable } = await import('./runCheck');
      return checkable(scope, store);
    },
    check(scope, items) {
      void import('./runCheck').then(({ runCheck }) => {
        return runCheck(scope, items, { store, pool, drop });
      });
    },
    async restoreToFile(subject, kind, target) {
      const { restoreToFile } = await import('./restoreBytes');
      return restoreToFile(pool, subject, kind, target, databaseName);
    },
    async planFolderRestore(subject, target, signal, onFile) {
      const { planFolderRestore } = await import('./restoreBytes');
      return planFolderRestore(pool, subject, target, databaseName, signal, onFile);
    },
    async writeFolder(subject, plan, target) {
      const { writeFolder } = await import('./restoreBytes');
      return writeFolder(pool, subject, plan, target, databaseName);
    },
  };
}
