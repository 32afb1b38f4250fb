import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CheckScope } from '../../src/operations/taking/checkScope';
import { useActivities } from '../../src/state/activities';
import { scopeKey, useChecks } from '../../src/state/checks';
import { createServices } from '../../src/state/createServices';
import { directoryFromHandle } from '../../src/state/readHandle';
import type { DroppedItem, Services } from '../../src/state/services';
import { deleteDatabase } from '../../src/storage/dexieStore';
import type { SnapshotId } from '../../src/versioning/records';

/** A busy machine takes longer than a second. */

let name: string;
let services: Services;
let place: FileSystemDirectoryHandle;

beforeEach(async () => {
  name = `test-${crypto.randomUUID()}`;
  services = createServices(name);
  place = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
});

afterEach(async () => {
  useActivities.setState({ activities: [] });
  useChecks.setState({ checks: new Map() });
  await deleteDatabase(name);
  await (
    await navigator.storage.getDirectory()
  )
    .removeEntry(name, { recursive: true })
    .catch(() => undefined);
});

async function write(folder: FileSystemDirectoryHandle, file: string, text: string): Promise<void> {
  const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
  await writable.write(text);
  await writable.close();
}

async function drop(...items: readonly DroppedItem[]): Promise<readonly SnapshotId[]> {
  useActivities.setState({ activities: [] });
  services.drop(items);
  return ended();
}

async function ended(): Promise<readonly SnapshotId[]> {
  await expect.poll(() => useActivities.getState().activities[0]?.endedAtMs ?? null).not.toBeNull();
  return (useActivities.getState().activities[0]?.items ?? []).flatMap(({ state }) =>
    state.kind === 'snapshotted' ? state.outcomes.map(({ snapshotId }) => snapshotId) : [],
  );
}

async function check(scope: CheckScope, items: readonly DroppedItem[] | null) {
  useChecks.setState({ checks: new Map() });
  services.check(scope, items);
  const state = () => useChecks.getState().checks.get(scopeKey(scope))?.state;
  await expect.poll(state).toMatchObject({ kind: 'done' });
  const done = state();
  if (done?.kind !== 'done') throw new Error(JSON.stringify(done));
  return { done, outcomes: Object.fromEntries(done.files.map(({ path, outcome }) => [path, outcome])) };
}

describe('a comparison by kept handles', () => {
  it('reads a folder again, finds one of its tables through it, and takes what changed', async () => {
    await write(place, 'trips.csv', 'id\n1\n');
    await write(place, 'notes.txt', 'a');
    const item = await directoryFromHandle(place);
    const [folder, trips] = await drop({ ...item, name: 'bike' });
    expect(await services.checkable({ kind: 'workspace' })).toEqual({ rootCount: 1, handleCount: 1 });
    expect((await check({ kind: 'workspace' }, null)).outcomes).toEqual({
      'bike/notes.txt': 'unchanged',
      'bike/trips.csv': 'unchanged',
    });

    await write(place, 'trips.csv', 'id\n1\n2\n');
    await place.removeEntry('notes.txt');
    expect((await check({ kind: 'snapshot', snapshotId: trips! }, null)).outcomes).toEqual({
      'bike/trips.csv': 'modified',
    });
    const { done, outcomes } = await check({ kind: 'snapshot', snapshotId: folder! }, null);
    expect(outcomes).toEqual({ 'bike/notes.txt': 'missing', 'bike/trips.csv': 'modified' });
    expect(done.changedCount).toBe(1);

    useActivities.setState({ activities: [] });
    done.takeChanged();
    await ended();
    // The latest version of the workspace is what lies there now; the version that was asked about is not.
    expect((await check({ kind: 'workspace' }, null)).outcomes).toEqual({ 'bike/trips.csv': 'unchanged' });
    expect((await check({ kind: 'snapshot', snapshotId: folder! }, null)).outcomes).toEqual(outcomes);
  });

  it('says of a folder that is gone that all of it is missing', async () => {
    const folder = await place.getDirectoryHandle('gone', { create: true });
    await write(folder, 'a.txt', 'a');
    const [snapshotId] = await drop(await directoryFromHandle(folder));
    await place.removeEntry('gone', { recursive: true });
    expect((await check({ kind: 'snapshot', snapshotId: snapshotId! }, null)).outcomes).toEqual({
      'gone/a.txt': 'missing',
    });
  });
});

describe('a comparison by dropping', () => {
  const file = (path: string, text: string): DroppedItem => ({
    kind: 'file',
    path,
    file: new File([text], path),
    handle: null,
  });

  it('counts what was not among it, and recognises what has another name', async () => {
    // What has the same bytes as one that was dropped is not looked at for all that.
    await drop(
      file('a.csv', 'id\n1\n'),
      file('b.csv', 'id\n2\n'),
      file('c.csv', 'id\n3\n'),
      file('d.csv', 'id\n1\n'),
    );
    const { done, outcomes } = await check({ kind: 'workspace' }, [
      file('a.csv', 'id\n1\n'),
      file('b-renamed.csv', 'id\n2\n'),
      file('other.csv', 'id\n9\n'),
    ]);
    expect(outcomes).toEqual({
      'a.csv': 'unchanged',
      'b-renamed.csv': 'moved',
      'c.csv': 'unchecked',
      'd.csv': 'unchecked',
      'other.csv': 'new',
    });
    expect(done.files.find(({ path }) => path === 'c.csv')?.reason).toBe('It was not among what was dropped');
  });

  it('ends where it is cancelled, and another one of the same takes its place', async () => {
    const [snapshotId] = await drop(file('a.csv', 'id\n1\n'));
    const scope = { kind: 'snapshot', snapshotId: snapshotId! } as const;
    services.check(scope, [file('a.csv', 'x'.repeat(30_000_000))]);
    const shown = () => useChecks.getState().checks.get(scopeKey(scope));
    await expect.poll(() => shown()?.state.kind).toBe('running');
    shown()?.cancel();
    await expect.poll(() => shown()?.state.kind).toBe('cancelled');
    expect((await check(scope, [file('a.csv', 'id\n1\n')])).outcomes).toEqual({ 'a.csv': 'unchanged' });
  });
});
