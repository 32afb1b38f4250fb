import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import {
  addWorkspace,
  changeWorkspace,
  databaseNameOf,
  deleteWorkspace,
  firstWorkspaceId,
  forgetWorkspace,
  freeColour,
  freeName,
  parseWorkspaceColour,
  parseWorkspaceId,
  putBackWorkspace,
  workspaceEntry,
  type WorkspaceColour,
  type WorkspaceEntry,
  type WorkspaceId,
} from '../operations/workspaces/workspaces';
import { copyWorkspace } from '../storage/copyWorkspace';
import { openDeviceSettings } from '../storage/deviceSettings';
import { createDexieStore, deleteDatabase } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import { openWorkspaceRegistry } from '../storage/workspaceRegistry';
import { appendAudit } from '../versioning/audit';
import { sealDigest } from '../versioning/seal';
import type { ActorId } from '../versioning/records';
import { timeOfChange } from '../versioning/changeOrder';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { browserText } from '../workers/browserText';
import { createTaskPool } from '../workers/taskPool';
import { shownWorkspaceId } from './currentWorkspace';
import { createServices } from './createServices';
import { newId } from '../workers/newId';
import { usePreferences } from './preferences';
import type { Services } from './services';
import type { LookedAt, WorkspaceList, Workspaces } from './workspaces';

const ports = { newId, now: () => timestampFromMilliseconds(Date.now()) };
const hashPorts = { hashers: nobleHashers, text: browserText };

/** The workspaces of this browser. Nothing is opened before it is needed. */
export function createWorkspaces(registryName?: string): Workspaces {
  const first = (): WorkspaceEntry =>
    workspaceEntry(usePreferences.getState().workspaceName, 'blue', ports, firstWorkspaceId);
  const registry = openWorkspaceRegistry(first, registryName);
  const shared = { pool: createTaskPool(), settings: openDeviceSettings() };
  const actor = (): Promise<ActorId> => shared.settings.actorId(newId).catch(() => newId() as ActorId);
  const services = new Map<WorkspaceId, Services>();
  const listeners = new Set<() => void>();
  let list: WorkspaceList = { status: 'loading' };
  let isWatching = false;

  const set = (next: WorkspaceList): void => {
    list = next;
    for (const notify of listeners) notify();
  };
  const watch = (): void => {
    if (isWatching) return;
    isWatching = true;
    void removeUnfinished();
    // Never stopped: the shell looks at it for as long as the page lives.
    registry.watch(
      (entries) => set({ status: 'ready', entries }),
      (failure) => set({ status: 'failed', failure }),
    );
  };
  const entryOf = async (id: WorkspaceId): Promise<Result<WorkspaceEntry, OperationFailure>> => {
    const entries = await registry.all();
    if (!entries.ok) return entries;
    const entry = entries.value.find((candidate) => candidate.id === id);
    return entry
      ? ok(entry)
      : err({ kind: 'notFound', message: 'The workspace is not on this device any more.' });
  };

  /** Takes away what a page that died was copying: nobody holds its lock any more. */
  async function removeUnfinished(): Promise<void> {
    const entries = await registry.all();
    if (!entries.ok) return;
    for (const { id, databaseName, isComplete } of entries.value) {
      if (isComplete) continue;
      await navigator.locks?.request(lockOf(id), { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        await deleteDatabase(databaseName);
        await forgetWorkspace(registry, id);
      });
    }
  }

  /** Fills a new workspace under a lock; it comes into the list only when `fill` has written all of it. */
  async function addFilled(
    entry: WorkspaceEntry,
    fill: (entry: WorkspaceEntry) => Promise<Result<void, OperationFailure>>,
  ): Promise<Result<WorkspaceEntry, OperationFailure>> {
    return withLock(entry.id, async () => {
      const added = await addWorkspace(registry, { ...entry, isComplete: false });
      if (!added.ok) return added;
      const filled = await fill(entry);
      if (!filled.ok) {
        await deleteDatabase(entry.databaseName);
        await forgetWorkspace(registry, entry.id);
        return filled;
      }
      const finished = await changeWorkspace(registry, entry.id, { isComplete: true });
      return finished.ok ? ok(entry) : finished;
    });
  }

  return {
    list: () => list,
    subscribe(listener) {
      listeners.add(listener);
      watch();
      return () => listeners.delete(listener);
    },
    servicesOf({ id, databaseName }) {
      const known = services.get(id);
      if (known) return known;
      const made = createServices(databaseName, shared);
      services.set(id, made);
      return made;
    },
    async lastChange({ databaseName }) {
      const store = createDexieStore(databaseName);
      const last = await store.read((transaction) => transaction.last('audit'));
      store.close();
      return last.ok && last.value ? { changeCount: last.value.sequence, at: last.value.recordedAt } : null;
    },
    async create(name, colour) {
      const entries = await registry.all();
      if (!entries.ok) return entries;
      return addWorkspace(registry, workspaceEntry(name, colour ?? freeColour(entries.value), ports));
    },
    rename: (id, name) => changeWorkspace(registry, id, { name }),
    recolour: (id, colour: WorkspaceColour) => changeWorkspace(registry, id, { colour }),
    async duplicate(id) {
      const [entries, source] = await Promise.all([registry.all(), entryOf(id)]);
      if (!entries.ok) return entries;
      if (!source.ok) return source;
      const name = freeName(entries.value, `${source.value.name} copy`);
      const entry = workspaceEntry(name, freeColour(entries.value), ports);
      const person = await actor();
      return addFilled(entry, async () => {
        const readable = await isReadable(source.value.databaseName);
        if (!readable.ok) return readable;
        return copyWorkspace(source.value.databaseName, entry.databaseName, (last) =>
          appendAudit(
            last,
            {
              recordedAt: timeOfChange(last?.recordedAt, ports.now()),
              actor: person,
              action: 'duplicateWorkspace',
              subject: source.value.name,
              detail: { workspaceId: id, auditHead: last?.hash ?? null },
              seal: sealDigest({}, hashPorts),
            },
            hashPorts,
          ),
        );
      });
    },
    async exportFile(entry, target) {
      const { exportWorkspaceFile } = await import('./workspaceFiles');
      const { id, name, colour, databaseName } = entry;
      return exportWorkspaceFile(
        shared.pool,
        { databaseName, actor: await actor() },
        { id, name, colour },
        target,
      );
    },
    async look(file) {
      const { lookAtWorkspaceFile } = await import('./workspaceFiles');
      return lookAtWorkspaceFile(file);
    },
    async importFile(file, into, isLeavingOut) {
      const files = await import('./workspaceFiles');
      const take = async ({ databaseName }: WorkspaceEntry) =>
        files.importWorkspaceFile(
          shared.pool,
          { databaseName, actor: await actor() },
          file,
          isLeavingOut,
          into?.id === shownWorkspaceId(),
        );
      if (into) {
        const taken = await take(into);
        return taken?.ok ? ok(into) : taken;
      }
      const [entries, looked] = await Promise.all([registry.all(), files.lookAtWorkspaceFile(file)]);
      if (!entries.ok) return entries;
      if (!looked.ok) return looked;
      let isCancelled = false;
      const added = await addFilled(entryFor(looked.value, file.name, entries.value), async (entry) => {
        const taken = await take(entry);
        isCancelled = taken === null;
        return taken?.ok ? ok(undefined) : (taken ?? err({ kind: 'notFound', message: 'It was cancelled.' }));
      });
      return isCancelled ? null : added;
    },
    remove: (id) => deleteWorkspace(registry, id, ports.now()),
    putBack: (id) => putBackWorkspace(registry, id),
    async removeForGood(id) {
      const entry = await entryOf(id);
      if (!entry.ok) return entry;
      if (entry.value.deletedAt === null) {
        return err({
          kind: 'workspaceInUse',
          message: `${entry.value.name} was put back meanwhile. Delete it first.`,
        });
      }
      services.delete(id);
      // The list last: what a crash leaves is asked for again.
      await deleteDatabase(entry.value.databaseName);
      return forgetWorkspace(registry, id);
    },
  };
}

/** The workspace that a file becomes: under its own id where no other one has it, so that links to it work here, too. */
function entryFor({ label }: LookedAt, fileName: string, entries: readonly WorkspaceEntry[]): WorkspaceEntry {
  const name = label?.name.trim().slice(0, 60) || fileName.replace(/\.[a-z.]+$/i, '').slice(0, 60);
  const colour = parseWorkspaceColour(label?.colour) ?? freeColour(entries);
  const entry = workspaceEntry(freeName(entries, name || 'Imported'), colour, ports);
  const id = parseWorkspaceId(label?.id ?? '');
  const isFree = id !== null && id !== firstWorkspaceId && entries.every((other) => other.id !== id);
  return isFree ? { ...entry, id, databaseName: databaseNameOf(id) } : entry;
}

/** Opens it as the program does, so that a database of a newer version is refused and one that is not there comes to be. */
async function isReadable(databaseName: string): Promise<Result<unknown, OperationFailure>> {
  const store = createDexieStore(databaseName);
  const read = await store.read((transaction) => transaction.last('audit'));
  store.close();
  return read;
}

function lockOf(id: WorkspaceId): string {
  return `throughline-filling-${id}`;
}

function withLock<T>(id: WorkspaceId, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(lockOf(id), work) as Promise<T>) : work();
}
