import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { useActivities } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import type { RestoreSubject } from '../../src/state/restoreBytes';
import type { DroppedItem, Services } from '../../src/state/services';
import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import type { Digest } from '../../src/versioning/digest';

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
  await deleteDatabase(name);
  await (await navigator.storage.getDirectory()).removeEntry(name, { recursive: true });
});

async function keep(item: DroppedItem): Promise<RestoreSubject> {
  services.drop([item]);
  await expect.poll(() => useActivities.getState().activities[0]?.endedAtMs ?? null).not.toBeNull();
  const state = useActivities.getState().activities[0]?.items[0]?.state;
  if (state?.kind !== 'snapshotted') throw new Error(JSON.stringify(state));
  const path = item.kind === 'file' ? item.path : item.name;
  return { snapshotId: state.outcomes[0]!.snapshotId, name: path, title: `${path} v1`, byteLength: 0 };
}

/** Numbers that do not repeat: a file that is cut into many chunks, none of them twice. */
function noise(byteLength: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(byteLength / 4);
  let state = 0x9e3779b9;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer);
}

const fileItem = (path: string, bytes: Uint8Array<ArrayBuffer>): DroppedItem => ({
  kind: 'file',
  path,
  file: new File([bytes], path),
  handle: null,
});

async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const each of folder.keys()) names.push(each);
  return names.sort();
}

describe('restoring in a worker', () => {
  it('gives a file of many pieces back, above what one call of Web Crypto takes', async () => {
    const bytes = noise(40 * 1024 * 1024);
    const subject = await keep(fileItem('noise.bin', bytes));
    const target = await place.getFileHandle('back.bin', { create: true });
    expect(await services.restoreToFile(subject, 'file', target)).toEqual({ ok: true, value: null });
    const back = new Uint8Array(await (await target.getFile()).arrayBuffer());
    expect(back).toEqual(bytes);
    const blob = await services.restoreToFile(subject, 'file', null);
    expect(blob?.ok && blob.value?.size).toBe(bytes.length);
  });

  it('leaves nothing where it is cancelled on the way', async () => {
    const subject = await keep(fileItem('noise.bin', noise(48 * 1024 * 1024)));
    useActivities.setState({ activities: [] });
    const target = await place.getFileHandle('back.bin', { create: true });
    const stop = useActivities.subscribe(({ activities: [activity] }) => {
      const state = activity?.items[0]?.state;
      if (state?.kind === 'running' && state.bytesDone > 0) activity?.cancel();
    });
    expect(await services.restoreToFile(subject, 'file', target)).toBeNull();
    stop();
    expect(useActivities.getState().activities[0]?.items[0]?.state.kind).toBe('cancelled');
    await expect.poll(() => namesIn(place)).toEqual([]);
  });

  it('refuses a list of whole chunks that is another file', async () => {
    const subject = await keep(fileItem('noise.bin', noise(2 * 1024 * 1024)));
    const store = createDexieStore(name);
    await store.write(async ({ keptFiles }) => {
      const [digest] = await keptFiles.digests('kept');
      const file = (await keptFiles.get(digest!))!;
      await keptFiles.put([{ ...file, chunks: file.chunks.toReversed() }]);
    });
    store.close();
    const target = await place.getFileHandle('back.bin', { create: true });
    const restored = await services.restoreToFile(subject, 'file', target);
    expect(restored).toMatchObject({ ok: false, error: { kind: 'damagedBytes' } });
    expect(
      restored && !restored.ok && restored.error.kind === 'damagedBytes' && restored.error.message,
    ).toMatch(
      /noise\.bin cannot be given back: its chunks make a file with the digest [0-9a-f]{12}, and not/,
    );
    expect(await namesIn(place)).toEqual([]);
  });

  it('writes no file of a folder whose manifest leads out of it, and says which', async () => {
    const subject = await keep({
      kind: 'directory',
      name: 'folder',
      files: [{ path: 'a.txt', file: new File(['a'], 'a.txt') }],
      handle: null,
    });
    const store = createDexieStore(name);
    await store.write(async (transaction) => {
      const snapshot = (await transaction.get('snapshots', subject.snapshotId))!;
      const manifest = (await transaction.get('manifests', snapshot.digest!))!;
      const digest = 'e'.repeat(64) as Digest;
      const entries = manifest.entries.map((entry) => ({ ...entry, path: '../a.txt' }));
      await transaction.addMissing('manifests', [{ ...manifest, digest, entries }]);
      await transaction.add('snapshots', [{ ...snapshot, id: 'hostile' as never, sequence: 2, digest }]);
    });
    store.close();
    const hostile = { ...subject, snapshotId: 'hostile' as never };
    const planned = await services.planFolderRestore(
      hostile,
      place,
      new AbortController().signal,
      () => undefined,
    );
    expect(planned).toMatchObject({ ok: false, error: { kind: 'unwritableFile', path: '../a.txt' } });
    expect(await namesIn(place)).toEqual([]);
  });

  it('leaves a file that was changed after it was looked at', async () => {
    const subject = await keep({
      kind: 'directory',
      name: 'folder',
      files: [{ path: 'sub/a.txt', file: new File(['from the version'], 'a.txt') }],
      handle: null,
    });
    const planned = await services.planFolderRestore(
      subject,
      place,
      new AbortController().signal,
      () => undefined,
    );
    if (!planned?.ok) throw new Error(JSON.stringify(planned));
    const sub = await place.getDirectoryHandle('sub', { create: true });
    const writable = await (await sub.getFileHandle('a.txt', { create: true })).createWritable();
    await writable.write('precious');
    await writable.close();
    const written = await services.writeFolder(subject, planned.value, place);
    expect(written).toMatchObject({ ok: false, error: { kind: 'unwritableFile', path: 'sub/a.txt' } });
    expect(await (await (await sub.getFileHandle('a.txt')).getFile()).text()).toBe('precious');
  });
});
