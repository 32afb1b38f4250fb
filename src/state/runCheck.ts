import { loadWorkspace } from '../operations/core/loadWorkspace';
import {
  type CheckProgress,
  compareLooked,
  type Looked,
  offeredTo,
  readLooked,
} from '../operations/taking/checkLooked';
import { rootsOf, type CheckRoot, type CheckScope } from '../operations/taking/checkScope';
import type { BrowserStore } from '../storage/dexieStore';
import { fileReaders } from '../workers/fileReaders';
import type { WorkerPool } from '../workers/pool';
import { rateSince } from './activityProgress';
import { scopeKey, setCheck, updateCheck, type Check } from './checks';
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
    const { signal } = controller;
    const looked: readonly Looked<DroppedItem>[] = items
      ? offeredTo<File, DroppedItem>(roots, items)
      : await behindHandles(roots, parts.store);
    const read = await readLooked(looked, fileReaders(parts.pool, signal), reporter(check), signal);
    const { files, changed } = compareLooked<File, DroppedItem>(roots, looked, read);
    updateCheck(check, {
      kind: 'done',
      files,
      endedAtMs: Date.now(),
      durationMs: performance.now() - startedAtMs,
      changedCount: changed.length,
      takeChanged: () => parts.drop(changed),
    });
  } catch (error) {
    updateCheck(
      check,
      controller.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: unexpected(error) },
    );
  }
}

async function behindHandles(
  roots: readonly CheckRoot[],
  store: BrowserStore,
): Promise<readonly Looked<DroppedItem>[]> {
  const found: Looked<DroppedItem>[] = [];
  // One after another: the browser asks a person for one permission at a time.
  for (const root of roots) {
    const handle = await handleOf(root, store);
    found.push({ root, item: handle ? await handle.open() : 'noHandle' });
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

function reporter(check: Check): CheckProgress {
  const startedAtMs = performance.now();
  let fileCount = 0;
  let byteCount = 0;
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
  return {
    begin: (files, bytes) => {
      fileCount = files;
      byteCount = bytes;
      show();
    },
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

function unexpected(error: unknown): { kind: 'unreadableFile'; path: string; message: string } {
  const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  return { kind: 'unreadableFile', path: 'What was to be compared', message };
}
