import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OperationPorts } from '../../src/operations/core/ports';
import { addReading } from '../../src/operations/taking/readings';
import type { SnapshotView, Workspace } from '../../src/operations/core/workspace';
import { useActivities } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import type { Services } from '../../src/state/services';
import { createDexieStore, deleteDatabase, type BrowserStore } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { defaultReadOptions } from '../../src/table/schema';
import type { ActorId } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';
import { browserText } from '../../src/workers/browserText';

const january = 'id,city\n1,Oslo\n2,Bergen\n';
const ragged = 'id,city\n1,Oslo\n2\n3,Bergen\n';
const skipping = { ...defaultReadOptions, skipBadRows: true, maxBadShare: 0.5 };

let name: string;
let services: Services;
let store: BrowserStore;
let workspace: Workspace | null;
let stopWatching: () => void;

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  services = createServices(name);
  store = createDexieStore(name);
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
  store.close();
  useActivities.setState({ activities: [] });
  await deleteDatabase(name);
});

async function drop(text: string): Promise<SnapshotView> {
  const before = workspace?.artifactNamed('file', 'trips.csv')?.snapshots.length ?? 0;
  services.drop([{ kind: 'file', path: 'trips.csv', file: new File([text], 'trips.csv'), handle: null }]);
  await expect.poll(() => workspace?.artifactNamed('file', 'trips.csv')?.snapshots.length).toBe(before + 1);
  return versionAt(before);
}

function versionAt(index: number): SnapshotView {
  return workspace!.artifactNamed('file', 'trips.csv')!.snapshots[index]!;
}

function asRequest({ snapshot }: SnapshotView, options: typeof skipping | null = null) {
  return { snapshotId: snapshot.id, title: `trips.csv v${snapshot.sequence}`, options };
}

describe('reading kept bytes again', () => {
  it('by other options makes a reading that is in use then, with progress in the tray', async () => {
    const version = await drop(ragged);
    expect(version.failedReading?.failure.line).toBe(3);
    const read = await services.readAgain(asRequest(version, skipping), ragged.length);
    expect(read).toMatchObject({ ok: true, value: { value: { place: 'inUse' } } });
    await expect.poll(() => versionAt(0).reading?.rowCount).toBe(2);
    const [activity] = useActivities.getState().activities;
    expect(activity).toMatchObject({
      title: 'Read trips.csv v1 again',
      items: [
        { byteLength: ragged.length, state: { kind: 'readAgain', summary: 'Read again: 2 rows, 2 columns' } },
      ],
    });
  });

  it('by the same reader gives the same reading, whatever cut the bytes into chunks', async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `${at},${(at * 7919) % 997}\n`);
    const text = `id,minutes\n${rows.join('')}`;
    const version = await drop(text);
    const read = await services.readAgain(asRequest(version), text.length);
    expect(read).toMatchObject({ ok: true, value: { auditSequence: null, value: { place: 'wasInUse' } } });
    // Cut elsewhere, and profiled in pieces of another length.
    const again = await services.readAgain(asRequest(version, skipping), text.length);
    if (!again?.ok) throw new Error(JSON.stringify(again));
    const { key: _key, options: _options, ...rest } = again.value.value.reading;
    const { key, options, ...before } = version.reading!;
    expect(rest).toEqual(before);
    const profiles = await Promise.all([
      services.profile(key),
      services.profile(again.value.value.reading.key),
    ]);
    expect(options).toEqual(defaultReadOptions);
    expect(profiles[1]).toEqual(profiles[0]);
  });

  it('that is cancelled leaves everything as it was', async () => {
    const text = `id\n${'12345\n'.repeat(2_000_000)}`;
    const version = await drop(text);
    const reading = services.readAgain(asRequest(version, skipping), text.length);
    await expect.poll(() => useActivities.getState().activities[0]?.title).toBe('Read trips.csv v1 again');
    useActivities.getState().activities[0]!.cancel();
    expect(await reading).toBeNull();
    expect(versionAt(0).readings).toHaveLength(1);
    expect(await services.audit()).toHaveLength(1);
  });

  it('says that the bytes are not here, where they were not kept', async () => {
    await services.storage.setPolicy({ kind: 'never' });
    const version = await drop(ragged);
    expect(await services.readAgain(asRequest(version), ragged.length)).toEqual({
      ok: false,
      error: { kind: 'bytesNotHere', title: 'trips.csv v1' },
    });
  });
});

describe('kept bytes whose chunks an import lists', () => {
  it('are shown by no preview, row diff or reading where they are another file together', async () => {
    const first = await drop(january);
    const second = await drop(`${january}3,Tromsø\n`);
    const digest = first.snapshot.digest!;
    const forge = async (isClaimed: boolean) =>
      store.write(async ({ keptFiles, unread }) => {
        const [own, other] = [await keptFiles.get(digest), await keptFiles.get(second.snapshot.digest!)];
        await keptFiles.put([{ ...own!, chunks: other!.chunks, byteLength: other!.byteLength }]);
        await (isClaimed ? unread.add([`files ${digest}`]) : unread.remove([`files ${digest}`]));
      });
    expect(await forge(true)).toMatchObject({ ok: true });
    const message = 'the chunks that an import listed are another file together';
    const refused = {
      ok: false,
      error: { kind: 'unreadableTable', path: 'trips.csv v1', failure: { message } },
    };
    const version = { snapshotId: first.snapshot.id, title: 'trips.csv v1' };
    expect(await services.previewReading(version, defaultReadOptions)).toMatchObject(refused);
    const side = ({ snapshot, reading }: SnapshotView) => ({
      snapshotId: snapshot.id,
      readingKey: reading!.key,
      path: 'trips.csv',
      title: `trips.csv v${snapshot.sequence}`,
    });
    const request = { reference: side(first), current: side(second), keyColumns: ['id'] };
    const { signal } = new AbortController();
    expect(await services.diffRows(request, signal, () => undefined)).toMatchObject(refused);
    expect(await services.readAgain(asRequest(first), january.length)).toMatchObject(refused);
  });
});

describe('a drop after a version whose digests are of another rule', () => {
  it('reads that version again from its kept bytes, and says what was added to it', async () => {
    const first = await drop(january);
    const other = { ...first.reading!, key: 'by rule 1', readerVersion: 1 };
    const ports: OperationPorts = {
      store,
      hashers: nobleHashers,
      text: browserText,
      newId: () => crypto.randomUUID(),
      now: () => timestampFromMilliseconds(Date.now()),
      actor: 'tester' as ActorId,
    };
    const profile = (await services.profile(first.reading!.key))!;
    expect((await addReading(ports, first.snapshot.id, { reading: other, profile })).ok).toBe(true);
    await expect.poll(() => versionAt(0).reading?.key).toBe(other.key);
    const second = await drop(`${january}3,Tromso\n`);
    expect(second.semanticVersion).toMatchObject({
      version: '1.1.0',
      reasons: ['1 row added.', 'All 2 rows of version 1 are still there.'],
    });
    expect(versionAt(0).reading?.key).toBe(first.reading!.key);
    expect(versionAt(0).readings).toHaveLength(2);
  });
});
