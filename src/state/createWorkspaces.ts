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
  type WorkspaceRegistry,
} from '../operations/workspaces/workspaces';
import { copyWorkspace } from '../storage/copyWorkspace';
import { openDeviceSettings } from '../storage/deviceSettings';
import { createDexieStore, deleteDatabase } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import { type BrowserRegistry, openWorkspaceRegistry } from '../storage/workspaceRegistry';
import { appendAudit } from '../versioning/audit';
import { sealDigest } from '../versioning/seal';
import type { ActorId } from '../versioning/records';
import { timeOfChange } from '../versioning/changeOrder';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { browserText } from '../workers/browserText';
import { createTaskPool } from '../workers/taskPool';
import { shownWorkspaceId } from './currentWorkspace';
import { createServices } from './createServices';
import { addFilled, removeUnfinished } from './fillWorkspace';
import { derivedOf } from './derived';
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
  return {
    ...watchWorkspaces(registry),
    servicesOf({ id, databaseName }) {
      const known = services.get(id);
      if (known) return known;
      const made = createServices(databaseName, shared);
      services.set(id, made);
      return made;
    },
    lastChange,
    async create(name, colour) {
      const entries = await registry.all();
      if (!entries.ok) return entries;
      return addWorkspace(registry, workspaceEntry(name, colour ?? freeColour(entries.value), ports));
    },
    rename: (id, name) => changeWorkspace(registry, id, { name }),
    recolour: (id, colour: WorkspaceColour) => changeWorkspace(registry, id, { colour }),
    duplicate: async (id) => duplicate(registry, id, await actor()),
    async exportFile({ id, name, colour, databaseName }, target) {
      const { exportWorkspaceFile } = await import('./workspaceFiles');
      const place = { databaseName, actor: await actor() };
      return exportWorkspaceFile(shared.pool, place, { id, name, colour }, target);
    },
    async look(file) {
      const { lookAtWorkspaceFile } = await import('./workspaceFiles');
      return lookAtWorkspaceFile(file);
    },
    async importFile(file, into, isLeavingOut) {
      const { importWorkspaceFile } = await import('./workspaceFiles');
      const person = await actor();
      const take = ({ id, databaseName }: WorkspaceEntry) => {
        const isShown = id === shownWorkspaceId();
        return importWorkspaceFile(shared.pool, { databaseName, actor: person }, file, isLeavingOut, isShown);
      };
      if (!into) return importAsNew(registry, file, take);
      const taken = await take(into);
      return taken?.ok ? ok(into) : taken;
    },
    remove: (id) => deleteWorkspace(registry, id, ports.now()),
    putBack: (id) => putBackWorkspace(registry, id),
    async removeForGood(id) {
      const removed = await removeForGood(registry, id);
      if (removed.ok) services.delete(id);
      return removed;
    },
  };
}

/** The list as views look at it: followed from the first look on, for as long as the page lives. */
function watchWorkspaces(registry: BrowserRegistry): Pick<Workspaces, 'list' | 'subscribe'> {
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
    void removeUnfinished(registry);
    registry.watch(
      (entries) => set({ status: 'ready', entries }),
      (failure) => set({ status: 'failed', failure }),
    );
  };
  return {
    list: () => list,
    subscribe(listener) {
      listeners.add(listener);
      watch();
      return () => listeners.delete(listener);
    },
  };
}

async function lastChange({ databaseName }: WorkspaceEntry): ReturnType<Workspaces['lastChange']> {
  const store = createDexieStore(databaseName);
  const last = await store.read((transaction) => transaction.last('audit'));
  store.close();
  return last.ok && last.value ? { changeCount: last.value.sequence, at: last.value.recordedAt } : null;
}

async function entryOf(
  registry: WorkspaceRegistry,
  id: WorkspaceId,
): Promise<Result<WorkspaceEntry, OperationFailure>> {
  const entries = await registry.all();
  if (!entries.ok) return entries;
  const entry = entries.value.find((candidate) => candidate.id === id);
  return entry
    ? ok(entry)
    : err({ kind: 'notFound', message: 'The workspace is not on this device any more.' });
}

/** Refused where it was put back meanwhile. */
async function removeForGood(
  registry: WorkspaceRegistry,
  id: WorkspaceId,
): ReturnType<Workspaces['removeForGood']> {
  const entry = await entryOf(registry, id);
  if (!entry.ok) return entry;
  if (entry.value.deletedAt === null) {
    return err({
      kind: 'workspaceInUse',
      message: `${entry.value.name} was put back meanwhile. Delete it first.`,
    });
  }
  // The list last: what a crash leaves is asked for again.
  const derived = derivedOf(entry.value.databaseName);
  await derived.clear();
  derived.close();
  await deleteDatabase(entry.value.databaseName);
  return forgetWorkspace(registry, id);
}

/** A copy under a free name, whose log says where it comes from. */
async function duplicate(
  registry: WorkspaceRegistry,
  id: WorkspaceId,
  actor: ActorId,
): Promise<Result<WorkspaceEntry, OperationFailure>> {
  const [entries, source] = await Promise.all([registry.all(), entryOf(registry, id)]);
  if (!entries.ok) return entries;
  if (!source.ok) return source;
  const name = freeName(entries.value, `${source.value.name} copy`);
  const entry = workspaceEntry(name, freeColour(entries.value), ports);
  return addFilled(registry, entry, async () => {
    const readable = await isReadable(source.value.databaseName);
    if (!readable.ok) return readable;
    return copyWorkspace(source.value.databaseName, entry.databaseName, (last) =>
      appendAudit(
        last,
        {
          recordedAt: timeOfChange(last?.recordedAt, ports.now()),
          actor,
          action: 'duplicateWorkspace',
          subject: source.value.name,
          detail: { workspaceId: id, auditHead: last?.hash ?? null },
          seal: sealDigest({}, hashPorts),
        },
        hashPorts,
      ),
    );
  });
}

/** A workspace of its own for a file; null where that was cancelled. */
async function importAsNew(
  registry: WorkspaceRegistry,
  file: File,
  take: (entry: WorkspaceEntry) => Promise<Result<unknown, OperationFailure> | null>,
): ReturnType<Workspaces['importFile']> {
  const { lookAtWorkspaceFile } = await import('./workspaceFiles');
  const [entries, looked] = await Promise.all([registry.all(), lookAtWorkspaceFile(file)]);
  if (!entries.ok) return entries;
  if (!looked.ok) return looked;
  let isCancelled = false;
  const entry = entryFor(looked.value, file.name, entries.value);
  const added = await addFilled(registry, entry, async () => {
    const taken = await take(entry);
    isCancelled = taken === null;
    return taken?.ok ? ok(undefined) : (taken ?? err({ kind: 'notFound', message: 'It was cancelled.' }));
  });
  return isCancelled ? null : added;
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
