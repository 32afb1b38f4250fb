import { countedFiles, filesToRead } from '../operations/taking/checkItem';
import { assignItems, rootsOf, type CheckRoot, type CheckScope } from '../operations/taking/checkScope';
import { loadWorkspace } from '../operations/core/loadWorkspace';
import { stillTheSame, type FoundFile, type NotCompared } from '../operations/taking/stillTheSame';
import type { BrowserStore } from '../storage/dexieStore';
import { defaultReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';
import type { WorkerPool } from '../workers/pool';
import { rateSince } from './activityProgress';
import { scopeKey, setCheck, updateCheck, type Check } from './checks';
import { ingestInGroups } from './ingestGroups';
import { itemFromHandle, itemInFolder } from './readHandle';
import type { Checkable, DroppedItem } from './services';

/** What a check works with. */
export interface CheckParts {
  readonly store: BrowserStore;
  readonly pool: WorkerPool;
  /** Takes what changed as new versions. */
  readonly drop: (items: readonly DroppedItem[]) => void;
}

const showEveryMs = 100;

/** Of a version or workspace that is not there: nothing. */
export async function checkable(scope: CheckScope, store: BrowserStore): Promise<Checkable> {
  const workspace = await loadWorkspace(store);
  const roots = workspace.ok ? rootsOf(scope, workspace.value) : [];
  const handles = await Promise.all(roots.map((root) => handleOf(root, store)));
  return { rootCount: roots.length, handleCount: handles.filter((handle) => handle !== null).length };
}

/** Compares a scope with `items`, or by kept handles where they are null; tells the store of checks. Never rejects. */
export async function runCheck(
  scope: CheckScope,
  items: readonly DroppedItem[] | null,
  parts: CheckParts,
): Promise<void> {
  const controller = new AbortController();
  const startedAtMs = performance.now();
  const check: Check = {
    key: scopeKey(scope),
    scope,
    state: {
      kind: 'running',
      filesDone: 0,
      fileCount: null,
      bytesDone: 0,
      byteCount: 0,
      bytesPerSecond: null,
    },
    cancel: () => controller.abort(),
  };
  setCheck(check);
  try {
    const workspace = await loadWorkspace(parts.store);
    if (!workspace.ok) {
      updateCheck(check, { kind: 'failed', failure: workspace.error });
      return;
    }
    const roots = rootsOf(scope, workspace.value);
    const looked = items ? offered(roots, items) : await behindHandles(roots, parts.store);
    const found = await readAll(looked, check, parts.pool, controller.signal);
    const files = stillTheSame(
      roots.flatMap((root) => root.files),
      found.files,
      [...found.unread, ...notLookedAt(looked, found.files)],
    );
    const changedPaths = new Set(
      files.filter(({ outcome }) => isChange.has(outcome)).map(({ path, fromPath }) => fromPath ?? path),
    );
    const changed = looked.filter(({ paths }) => paths().some((path) => changedPaths.has(path)));
    const toTake = changed.flatMap(({ root, item }) =>
      typeof item === 'object' ? [asNextVersion(root, item)] : [],
    );
    updateCheck(check, {
      kind: 'done',
      files,
      endedAtMs: Date.now(),
      durationMs: performance.now() - startedAtMs,
      changedCount: toTake.length,
      takeChanged: () => parts.drop(toTake),
    });
  } catch (error) {
    updateCheck(
      check,
      controller.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: unexpected(error) },
    );
  }
}

const isChange: ReadonlySet<string> = new Set(['modified', 'moved', 'missing', 'new']);

/** A root with what stands for it, or why nothing does; `root` is null for what stands for no root. */
interface Looked {
  readonly root: CheckRoot | null;
  readonly item: DroppedItem | 'missing' | 'notAllowed' | 'noHandle' | 'notOffered';
  /** Whole paths of all files of it, before and now. */
  readonly paths: () => readonly string[];
}

function lookedAt(root: CheckRoot | null, item: Looked['item']): Looked & { readonly read: string[] } {
  const read: string[] = [];
  return { root, item, read, paths: () => [...read, ...(root?.files.map(({ path }) => path) ?? [])] };
}

function offered(roots: readonly CheckRoot[], items: readonly DroppedItem[]): ReturnType<typeof lookedAt>[] {
  const candidates = items.map((item) => ({
    item,
    kind: item.kind,
    name: item.kind === 'file' ? item.path : item.name,
    paths: item.kind === 'file' ? [] : item.files.map(({ path }) => path),
  }));
  const { assigned, strays } = assignItems(roots, candidates);
  return [
    ...assigned.map(({ root, item }) => lookedAt(root, item?.item ?? 'notOffered')),
    ...strays.map(({ item }) => lookedAt(null, item)),
  ];
}

async function behindHandles(
  roots: readonly CheckRoot[],
  store: BrowserStore,
): Promise<ReturnType<typeof lookedAt>[]> {
  const found: ReturnType<typeof lookedAt>[] = [];
  // One after another: the browser asks a person for one permission at a time.
  for (const root of roots) {
    const handle = await handleOf(root, store);
    found.push(lookedAt(root, handle ? await handle.open() : 'noHandle'));
  }
  return found;
}

async function handleOf(
  { handlesOf, inside }: CheckRoot,
  store: BrowserStore,
): Promise<{ open(): Promise<DroppedItem | 'missing' | 'notAllowed'> } | null> {
  for (const snapshotId of handlesOf) {
    const handle = await store.handleOf(snapshotId);
    if (handle) return { open: () => itemFromHandle(handle) };
  }
  for (const snapshotId of inside?.handlesOf ?? []) {
    const handle = await store.handleOf(snapshotId);
    if (handle && inside) return { open: () => itemInFolder(handle, inside.path) };
  }
  return null;
}

interface Found {
  readonly files: readonly FoundFile[];
  readonly unread: readonly NotCompared[];
}

/** Digests everything that has to be read, and says how it goes. */
async function readAll(
  all: readonly ReturnType<typeof lookedAt>[],
  check: Check,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<Found> {
  // The patterns of folders load where a version leaves files out.
  const leavesOut = all.some(({ root }) => (root?.leaveOut.length ?? 0) > 0);
  const part = leavesOut ? (await import('../operations/taking/partByPatterns')).partByPatterns : null;
  const work = all.flatMap((each) => {
    const { item, root } = each;
    if (typeof item !== 'object') return [];
    const files =
      item.kind === 'file'
        ? [{ path: item.path, byteLength: item.file.size, file: item.file }]
        : item.files.map(({ path, file }) => ({ path, byteLength: file.size, file }));
    const kept = part && root ? part(files, root.leaveOut).kept : files;
    const readable = root
      ? filesToRead(root, item.kind, kept)
      : files.map((file) => ({ file, path: item.kind === 'file' ? file.path : `${item.name}/${file.path}` }));
    return readable.map(({ file, path }) => ({ each, path, file: file.file }));
  });
  const byteCount = work.reduce((sum, { file }) => sum + file.size, 0);
  const report = reporter(check, work.length, byteCount);
  const foundBy = new Map<ReturnType<typeof lookedAt>, FoundFile[]>(all.map((each) => [each, []]));
  const unread: NotCompared[] = [];
  await ingestInGroups(
    pool,
    work,
    ({ file, path }) => ({ file, path, options: defaultReadOptions, prefix: null, digestOnly: true }),
    ({ each, path }, output) => {
      report.file();
      each.read.push(path);
      if (output.ok) {
        const { digest, md5, byteLength } = output.value;
        foundBy.get(each)?.push({ path, digest, md5, byteLength });
      } else unread.push({ path, outcome: 'unread', reason: output.error.message });
      return 'goOn';
    },
    report.bytes,
    signal,
  );
  signal.throwIfAborted();
  const files = [...foundBy].flatMap(([{ root, item }, found]) =>
    root && typeof item === 'object' ? countedFiles(root, item.kind, found) : found,
  );
  return { files, unread };
}

function reporter(check: Check, fileCount: number, byteCount: number) {
  const startedAtMs = performance.now();
  let filesDone = 0;
  let bytesDone = 0;
  let shownAtMs = 0;
  const show = (): void => {
    const now = performance.now();
    if (now - shownAtMs < showEveryMs) return;
    shownAtMs = now;
    const bytesPerSecond = rateSince(startedAtMs, bytesDone);
    updateCheck(check, { kind: 'running', filesDone, fileCount, bytesDone, byteCount, bytesPerSecond });
  };
  show();
  return {
    file: () => {
      filesDone += 1;
      show();
    },
    bytes: (more: number) => {
      bytesDone += more;
      show();
    },
  };
}

const reasons = {
  notAllowed: 'The browser was not allowed to read it',
  noHandle: 'This browser has not kept where it is: drop it to compare',
  notOffered: 'It was not among what was dropped',
} as const;

/** The files of roots that nobody could look at, but those whose bytes turned up at a path of no version: they were moved. */
function notLookedAt(all: readonly Looked[], found: readonly FoundFile[]): NotCompared[] {
  const expected = new Set(all.flatMap(({ root }) => root?.files.map(({ path }) => path) ?? []));
  const turnedUp = new Map<Digest, number>();
  for (const { path, digest } of found)
    if (!expected.has(path)) turnedUp.set(digest, (turnedUp.get(digest) ?? 0) + 1);
  return all.flatMap(({ root, item }) => {
    if (!root || typeof item === 'object' || item === 'missing') return [];
    return root.files.flatMap(({ path, digest }): NotCompared[] => {
      const left = digest === null ? 0 : (turnedUp.get(digest) ?? 0);
      if (digest === null || left === 0) return [{ path, outcome: 'unchecked', reason: reasons[item] }];
      turnedUp.set(digest, left - 1);
      return [];
    });
  });
}

/** Under the name that its artifact has, so that it becomes the next version of that. */
function asNextVersion(root: CheckRoot | null, item: DroppedItem): DroppedItem {
  if (!root) return item;
  if (item.kind === 'file') return { ...item, path: root.name };
  if (root.isFolder) return { ...item, name: root.name };
  const [read] = filesToRead(
    root,
    'directory',
    item.files.map((file) => ({ ...file, byteLength: file.file.size })),
  );
  return read ? { kind: 'file', path: root.name, file: read.file.file, handle: null } : item;
}

function unexpected(error: unknown): { kind: 'unreadableFile'; path: string; message: string } {
  const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  return { kind: 'unreadableFile', path: 'What was to be compared', message };
}
