import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KeptFile } from '../../src/operations/core/keptFiles';
import { useActivities } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import type { Services } from '../../src/state/services';
import { openChunkStore } from '../../src/storage/chunkStore';
import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import { openDeviceSettings } from '../../src/storage/deviceSettings';
import type { Digest } from '../../src/versioning/digest';
import { sha256OfChunk } from '../../src/workers/chunkDigest';

let name: string;
let services: Services;
const chunks = openChunkStore();

beforeEach(() => {
  name = `throughline-workspace-test-${crypto.randomUUID()}`;
  services = createServices(name);
});

afterEach(async () => {
  useActivities.setState({ activities: [] });
  await deleteDatabase(name);
});

async function drop(...files: readonly File[]) {
  const [file] = files;
  services.drop(
    files.length === 1 && file
      ? [{ kind: 'file', path: file.name, file, handle: null }]
      : [
          {
            kind: 'directory',
            name: 'folder',
            files: files.map((each) => ({ path: each.name, file: each })),
            handle: null,
          },
        ],
  );
  const newest = () => useActivities.getState().activities[0];
  await expect.poll(() => newest()?.endedAtMs ?? null).not.toBeNull();
  return newest()?.items[0]?.state;
}

async function keptFile(digest: Digest): Promise<KeptFile | undefined> {
  const store = createDexieStore(name);
  const found = await store.read(({ keptFiles }) => keptFiles.get(digest));
  store.close();
  return found.ok ? found.value : undefined;
}

async function bytesOf(file: KeptFile): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await chunks.read(file.chunks.map(({ digest }) => digest));
  return new Uint8Array(await new Blob(parts.map((part) => part ?? '')).arrayBuffer());
}

/** A table of `length` rows; those in `edited` differ. */
function table(length: number, edited: (row: number) => boolean = () => false): string {
  const rows = ['id,place,value'];
  for (let row = 0; row < length; row++) {
    rows.push(`${row},place ${(row * 7919) % 1000},${edited(row) ? 'edited' : (row * 31) % 997}`);
  }
  return rows.join('\n');
}

describe('the bytes of what is dropped', () => {
  it('are kept in the one read of it, and are the file', async () => {
    const file = new File([table(60_000)], 'table.csv');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const digest = await sha256OfChunk(bytes);
    expect(await drop(file)).toMatchObject({ kind: 'snapshotted' });
    const kept = await keptFile(digest);
    expect(kept).toMatchObject({ byteLength: bytes.length, chunking: 1, state: 'kept' });
    expect(kept!.chunks.length).toBeGreaterThan(5);
    expect(await bytesOf(kept!)).toEqual(bytes);
  });

  it('of a version that is like the one before cost little', async () => {
    const storedBytes = async () => {
      let sum = 0;
      for await (const page of chunks.pages())
        for (const { storedByteLength } of page) sum += storedByteLength;
      return sum;
    };
    await drop(new File([table(60_000)], 'table.csv'));
    const first = await storedBytes();
    // Every hundredth row: an edit in every chunk.
    const file = new File([table(60_000, (row) => row % 100 === 0)], 'table.csv');
    await drop(file);
    expect((await storedBytes()) - first).toBeLessThan(file.size / 25);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(await bytesOf((await keptFile(await sha256OfChunk(bytes)))!)).toEqual(bytes);
  });

  it('of a folder are kept file by file, those that are no table too', async () => {
    const files = [
      new File(['a,b\n1,2\n'], 'a.csv'),
      new File(['no table'], 'readme.txt'),
      new File([], 'empty'),
    ];
    await drop(...files);
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      expect(await bytesOf((await keptFile(await sha256OfChunk(bytes)))!)).toEqual(bytes);
    }
  });

  it('are left out by the policy, and kept when the same is dropped after it was changed', async () => {
    const settings = openDeviceSettings();
    await settings.setKeepPolicy(name, { kind: 'upTo', byteLength: 10 });
    const file = new File(['a,b\n1,2\n3,4\n'], 'a.csv');
    const digest = await sha256OfChunk(new Uint8Array(await file.arrayBuffer()));
    await drop(file);
    expect(await keptFile(digest)).toBeUndefined();
    await settings.setKeepPolicy(name, { kind: 'always' });
    expect(await drop(file)).toMatchObject({ outcomes: [{ what: { kind: 'unchanged' } }] });
    expect(await keptFile(digest)).toMatchObject({ state: 'kept' });
    expect((await services.audit()).map(({ action }) => action)).toEqual(['takeSnapshot', 'keepBytes']);
    await drop(file);
    expect(await services.audit()).toHaveLength(2);
    settings.close();
  });
});
