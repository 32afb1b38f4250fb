import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Workspace } from '../../src/operations/core/workspace';
import { useActivities, type Activity, type ActivityItem } from '../../src/state/activities';
import { scopeKey, useChecks } from '../../src/state/checks';
import { createServices } from '../../src/state/createServices';
import type { DroppedItem, Services } from '../../src/state/services';
import { defaultReadOptions } from '../../src/table/schema';
import { deleteDatabase } from '../../src/storage/dexieStore';

let name: string;
let services: Services;
let workspace: Workspace | null;
let stopWatching: () => void;

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  services = createServices(name);
  workspace = null;
  stopWatching = services.watchWorkspace(
    (value) => {
      workspace = value;
    },
    (failure) => expect.fail(JSON.stringify(failure)),
  );
});

afterEach(async () => {
  stopWatching();
  useActivities.setState({ activities: [] });
  await deleteDatabase(name);
});

function file(path: string, text: BlobPart): DroppedItem {
  return {
    kind: 'file',
    path,
    file: new File([text], path, { lastModified: 1_773_000_000_000 }),
    handle: null,
  };
}

async function drop(...items: DroppedItem[]): Promise<readonly ActivityItem[]> {
  services.drop(items);
  const [activity] = useActivities.getState().activities;
  return ended(activity!.id);
}

async function ended(id: string): Promise<readonly ActivityItem[]> {
  const find = (): Activity | undefined => useActivities.getState().activities.find((each) => each.id === id);
  await expect.poll(() => find()?.endedAtMs ?? null).not.toBeNull();
  return find()!.items;
}

const january = 'id,city\n1,Oslo\n2,Bergen\n';

describe('a drop', () => {
  it('of a file with a bad row is a version, whose table is read around it where a person asks for that', async () => {
    const [taken] = await drop(file('trips.csv', `id,city\n1,Oslo\n2\n${'3,Bergen\n'.repeat(10)}`));
    if (taken?.state.kind !== 'snapshotted') throw new Error(`It was not taken: ${taken?.state.kind}`);
    expect(taken.state.outcomes[0]?.failure).toMatchObject({ kind: 'raggedRow', line: 3 });
    const version = () => workspace?.artifactNamed('file', 'trips.csv')?.snapshots[0];
    await expect.poll(() => version()?.failedReading?.failure.line).toBe(3);
    taken.state.readWith?.({ ...defaultReadOptions, skipBadRows: true });
    await expect
      .poll(() => version()?.reading?.warnings)
      .toEqual([{ kind: 'skippedRows', count: 1, firstLines: [3] }]);
    expect(version()?.message).toBe('First version, 11 rows.');
    expect(workspace?.artifactNamed('file', 'trips.csv')?.snapshots).toHaveLength(1);
    const line = () => useActivities.getState().activities[0]?.items[0]?.state;
    await expect.poll(line).toMatchObject({ kind: 'snapshotted', auditSequence: 1 });
    await expect
      .poll(() => (line() as Extract<ActivityItem['state'], { kind: 'snapshotted' }>).outcomes[0])
      .not.toHaveProperty('failure');
  });

  it('offers no other reading of a table that was read', async () => {
    const [taken] = await drop(file('trips.csv', january));
    expect(taken?.state.kind).toBe('snapshotted');
    expect(taken?.state).not.toHaveProperty('readWith');
  });

  it('takes each unit, tells what became of it, and the watched workspace follows', async () => {
    const items = await drop(file('trips.csv', january), file('bad.csv', 'a,b\n1\n'), {
      kind: 'directory',
      name: 'bike',
      files: [
        { path: '.git/HEAD', file: new File(['x'], 'HEAD') },
        { path: 'raw/a.csv', file: new File([january], 'a.csv') },
      ],
      handle: null,
    });
    expect(items.map(({ state }) => state.kind)).toEqual(['snapshotted', 'snapshotted', 'snapshotted']);
    expect(items[1]?.state).toMatchObject({ outcomes: [{ failure: { line: 2 } }] });
    await expect
      .poll(() => [...(workspace?.artifacts.values() ?? [])].map((view) => view.name).toSorted())
      .toEqual(['bad.csv', 'bike', 'bike/raw/a.csv', 'trips.csv']);
    const folder = workspace?.artifactNamed('file', 'bike')?.snapshots[0]?.snapshot;
    expect(workspace?.manifests.get(folder?.digest ?? '')?.leftOutCount).toBe(1);
    const trips = workspace?.artifactNamed('file', 'trips.csv')?.snapshots[0];
    expect(trips?.snapshot.source).toEqual({
      kind: 'drop',
      path: 'trips.csv',
      lastModified: '2026-03-08T20:00:00.000000000Z',
    });
    expect((await services.profile(trips!.snapshot.readingKey!))?.rowCount).toBe(2);
  });

  it('of two versions of one file at once takes the second as the version after the first, with its rows compared', async () => {
    const items = await drop(file('trips.csv', january), file('trips.csv', `${january}3,Tromso\n`));
    expect(items[1]?.state).toMatchObject({
      outcomes: [{ what: { kind: 'newVersion', suggestion: { version: '1.1.0' } } }],
    });
  });

  it('that is cancelled leaves nothing of what was not taken yet', async () => {
    const large = file('large.bin', new Uint8Array(64 * 1024 * 1024));
    services.drop([large, file('small.csv', january)]);
    const [activity] = useActivities.getState().activities;
    activity!.cancelItem(activity!.items[0]!.id);
    const items = await ended(activity!.id);
    expect(items.map(({ state }) => state.kind)).toEqual(['cancelled', 'snapshotted']);
    services.drop([large, file('other.csv', january)]);
    const [second] = useActivities.getState().activities;
    second!.cancel();
    expect((await ended(second!.id)).map(({ state }) => state.kind)).toEqual(['cancelled', 'cancelled']);
    expect((await services.audit()).map(({ subject }) => subject)).toEqual(['small.csv']);
  });

  it('of lineage imports it, and a bad one is refused while the other files go on', async () => {
    const event = {
      eventType: 'COMPLETE',
      eventTime: '2026-03-12T08:30:00Z',
      producer: 'https://example.org/',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json',
      run: { runId: '0190a1b2-0000-7000-8000-000000000001' },
      job: { namespace: 'x', name: 'clean' },
      inputs: [{ namespace: 'file', name: 'trips.csv' }],
      outputs: [{ namespace: 'file', name: 'clean.csv' }],
    };
    const items = await drop(
      file('events.json', JSON.stringify([event])),
      file('broken.json', JSON.stringify([event, { ...event, run: 7 }])),
      file('trips.csv', january),
      file('rows.json', '[{"a":1},{"a":2}]'),
    );
    expect(items.map(({ state }) => state.kind)).toEqual([
      'imported',
      'failed',
      'snapshotted',
      'snapshotted',
    ]);
    expect(items[1]?.state).toMatchObject({
      failure: {
        kind: 'malformedLineage',
        path: 'broken.json',
        place: expect.stringContaining('/1') as string,
      },
    });
    await expect.poll(() => workspace?.jobs.size).toBe(1);
    const again = await drop(file('events.json', JSON.stringify([event])));
    expect(again[0]?.state).toMatchObject({ kind: 'imported', auditSequence: null });
  });
});

describe('a bundle', () => {
  it('that was exported gives the same store back after a wipe, log included', async () => {
    await drop(file('trips.csv', january), file('model.pkl', 'weights\u0000'));
    const before = await services.exportBundle(null);
    const audit = await services.audit();
    expect(await services.wipe()).toEqual({ ok: true, value: undefined });
    const text = before.ok ? before.value : expect.fail('not exported');
    expect((await drop(file('bundle.json', text)))[0]?.state.kind).toBe('imported');
    expect(await services.exportBundle(null)).toEqual(before);
    expect(await services.audit()).toEqual(audit);
    expect((await drop(file('bundle.json', text)))[0]?.state).toMatchObject({ auditSequence: null });
  });
});

describe('two tabs', () => {
  it('write at once: nothing is lost, both see everything, and the chain holds', async () => {
    const other = createServices(name);
    let seenByOther: Workspace | null = null;
    const stop = other.watchWorkspace(
      (value) => {
        seenByOther = value;
      },
      () => undefined,
    );
    const drops = Array.from({ length: 10 }, (_, index) => index);
    for (const index of drops) (index % 2 ? other : services).drop([file('trips.csv', `id\n${index}\n`)]);
    for (const { id } of useActivities.getState().activities) await ended(id);
    const versions = (view: Workspace | null) =>
      view?.artifactNamed('file', 'trips.csv')?.snapshots.map(({ snapshot }) => snapshot.sequence);
    const all = drops.map((index) => index + 1);
    await expect.poll(() => versions(workspace)).toEqual(all);
    await expect.poll(() => versions(seenByOther)).toEqual(all);
    stop();
  });
});

describe('a kept handle', () => {
  it('tells whether the file is still the same', async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('kept.csv', { create: true });
    const write = async (text: string) => {
      const stream = await handle.createWritable();
      await stream.write(text);
      await stream.close();
    };
    await write(january);
    const [item] = await drop({ kind: 'file', path: 'kept.csv', file: await handle.getFile(), handle });
    const snapshotId = item?.state.kind === 'snapshotted' ? item.state.outcomes[0]!.snapshotId : null;
    const scope = { kind: 'snapshot', snapshotId: snapshotId! } as const;
    const outcome = async (): Promise<string | undefined> => {
      services.check(scope, null);
      const state = await expect
        .poll(() => useChecks.getState().checks.get(scopeKey(scope))?.state)
        .toMatchObject({ kind: 'done' })
        .then(() => useChecks.getState().checks.get(scopeKey(scope))?.state);
      useChecks.setState({ checks: new Map() });
      return state?.kind === 'done' ? state.files[0]?.outcome : undefined;
    };
    expect(await services.checkable(scope)).toEqual({ rootCount: 1, handleCount: 1 });
    expect(await outcome()).toBe('unchanged');
    await write('id\n9\n');
    expect(await outcome()).toBe('modified');
    await root.removeEntry('kept.csv');
    expect(await outcome()).toBe('missing');
  });
});

describe('the sample', () => {
  it('loads through the same operations, as one activity, and can be wiped', async () => {
    const started = performance.now();
    expect(await services.loadSample()).toEqual({ ok: true, value: undefined });
    console.info(`sample loaded in ${Math.round(performance.now() - started)} ms`);
    await expect.poll(() => workspace?.artifacts.size ?? 0).toBeGreaterThan(8);
    expect(await services.wipe()).toEqual({ ok: true, value: undefined });
    await expect.poll(() => workspace?.artifacts.size).toBe(0);
  });
});
