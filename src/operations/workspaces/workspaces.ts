import { err, ok, type Result } from '../../lib/result';
import type { Timestamp } from '../../versioning/timestamp';
import type { OperationFailure } from '../core/outcome';
import type { StoreFailure } from '../core/store';

/** A workspace's id: part of the address of its views, so lower-case letters, digits and hyphens alone. */
export type WorkspaceId = string & { readonly __workspaceId: unique symbol };

/** The colours that tell workspaces apart, in the order in which they are offered. */
export const workspaceColours = ['blue', 'cyan', 'green', 'yellow', 'red', 'purple', 'grey'] as const;

/** The colour of a workspace's mark. */
export type WorkspaceColour = (typeof workspaceColours)[number];

/** One workspace of this browser. Its records are in a database of their own; this says what it is called and whether it is there. */
export interface WorkspaceEntry {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly colour: WorkspaceColour;
  readonly databaseName: string;
  readonly createdAt: Timestamp;
  /** Null where it is in use; else since when it is only kept to be put back. */
  readonly deletedAt: Timestamp | null;
  /** Not while its records are being copied in: what is left so by a crash is taken away. */
  readonly isComplete: boolean;
}

/** What a change of the list writes, and what it gives. */
export interface RegistryChange<T> {
  readonly put: readonly WorkspaceEntry[];
  readonly remove: readonly WorkspaceId[];
  readonly value: T;
}

/** The workspaces of this browser. `body` is synchronous: the list is read and changed in one transaction. */
export interface WorkspaceRegistry {
  all(): Promise<Result<readonly WorkspaceEntry[], StoreFailure>>;
  change<T>(
    body: (entries: readonly WorkspaceEntry[]) => Result<RegistryChange<T>, OperationFailure>,
  ): Promise<Result<T, OperationFailure>>;
}

/** The first workspace; its database is older than the list. */
export const firstWorkspaceId = 'default' as WorkspaceId;

const databasePrefix = 'throughline-workspace-';
const longestName = 80;

/** The database that holds a workspace's records. */
export function databaseNameOf(id: WorkspaceId): string {
  return `${databasePrefix}${id}`;
}

/** Reads the id of a link or a file; null where it could not be one. */
export function parseWorkspaceId(text: string): WorkspaceId | null {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(text) ? (text as WorkspaceId) : null;
}

/** Null for what is no colour of a workspace. */
export function parseWorkspaceColour(text: unknown): WorkspaceColour | null {
  return workspaceColours.find((colour) => colour === text) ?? null;
}

/** A new entry, not yet in the list. `newId` gives a UUID, of which the first twelve digits are enough to tell workspaces of one browser apart. */
export function workspaceEntry(
  name: string,
  colour: WorkspaceColour,
  ports: { newId(): string; now(): Timestamp },
  id: WorkspaceId = ports.newId().replaceAll('-', '').slice(0, 12).toLowerCase() as WorkspaceId,
): WorkspaceEntry {
  return {
    id,
    name: name.trim(),
    colour,
    databaseName: databaseNameOf(id),
    createdAt: ports.now(),
    deletedAt: null,
    isComplete: true,
  };
}

/** The workspaces that a person sees, by name. */
export function liveWorkspaces(entries: readonly WorkspaceEntry[]): readonly WorkspaceEntry[] {
  return entries.filter(({ deletedAt, isComplete }) => deletedAt === null && isComplete).toSorted(byName);
}

/** Deleted ones that can be put back, the latest first. */
export function deletedWorkspaces(entries: readonly WorkspaceEntry[]): readonly WorkspaceEntry[] {
  return entries
    .filter(({ deletedAt, isComplete }) => deletedAt !== null && isComplete)
    .toSorted((a, b) => (a.deletedAt! < b.deletedAt! ? 1 : -1));
}

function byName(a: WorkspaceEntry, b: WorkspaceEntry): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

/** The colour that the fewest use, so that a new one is told from the others at a glance. */
export function freeColour(entries: readonly WorkspaceEntry[]): WorkspaceColour {
  const live = liveWorkspaces(entries);
  const uses = (colour: WorkspaceColour): number => live.filter((entry) => entry.colour === colour).length;
  return workspaceColours.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best));
}

/** `Bike share copy`, `Bike share copy 2`, …: the first that no workspace has. */
export function freeName(entries: readonly WorkspaceEntry[], wanted: string): string {
  const taken = new Set(liveWorkspaces(entries).map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Adds an entry; `nameInUse` where another one in use is called so, or the id is there. */
export function addWorkspace(registry: WorkspaceRegistry, entry: WorkspaceEntry) {
  return registry.change((entries) => {
    if (entries.some(({ id }) => id === entry.id))
      return nameInUse('This workspace is on this device already.');
    const refused = refuseName(entries, entry.id, entry.name);
    return refused ?? ok({ put: [entry], remove: [], value: entry });
  });
}

/** Gives a workspace another name or colour, or says that its records are all there. */
export function changeWorkspace(
  registry: WorkspaceRegistry,
  id: WorkspaceId,
  change: Partial<Pick<WorkspaceEntry, 'name' | 'colour' | 'isComplete'>>,
) {
  return registry.change((entries) => {
    const entry = entries.find((candidate) => candidate.id === id);
    if (!entry) return notThere();
    const changed = { ...entry, ...change, name: (change.name ?? entry.name).trim() };
    const refused = change.name === undefined ? null : refuseName(entries, id, changed.name);
    return refused ?? ok({ put: [changed], remove: [], value: entry });
  });
}

/** Takes a workspace out of the list; its records stay until it is removed for good. The last one stays. */
export function deleteWorkspace(registry: WorkspaceRegistry, id: WorkspaceId, now: Timestamp) {
  return registry.change((entries) => {
    const entry = entries.find((candidate) => candidate.id === id);
    if (!entry) return notThere();
    if (!liveWorkspaces(entries).some((other) => other.id !== id)) {
      const message =
        'It is the only workspace here. Create another one first, or wipe this one under Exchange.';
      return err({ kind: 'workspaceInUse', message });
    }
    return ok({ put: [{ ...entry, deletedAt: now }], remove: [], value: entry });
  });
}

/** Puts a deleted workspace back, under another name where its own was given away meanwhile. */
export function putBackWorkspace(registry: WorkspaceRegistry, id: WorkspaceId) {
  return registry.change((entries) => {
    const entry = entries.find((candidate) => candidate.id === id);
    if (!entry) return notThere();
    const others = entries.filter((other) => other.id !== id);
    const back = { ...entry, deletedAt: null, name: freeName(others, entry.name) };
    return ok({ put: [back], remove: [], value: back });
  });
}

/** Forgets a workspace whose database is gone. */
export function forgetWorkspace(registry: WorkspaceRegistry, id: WorkspaceId) {
  return registry.change(() => ok({ put: [], remove: [id], value: undefined }));
}

function refuseName(entries: readonly WorkspaceEntry[], id: WorkspaceId, name: string) {
  if (name === '') return nameInUse('A workspace needs a name.');
  if (name.length > longestName) return nameInUse(`A name has at most ${longestName} characters.`);
  const isInUse = liveWorkspaces(entries).some((other) => other.id !== id && other.name === name);
  return isInUse ? nameInUse(`There is a workspace called ${name} already.`) : null;
}

function nameInUse(message: string): Result<never, OperationFailure> {
  return err({ kind: 'nameInUse', message });
}

function notThere(): Result<never, OperationFailure> {
  return err({ kind: 'notFound', message: 'The workspace is not on this device any more.' });
}
