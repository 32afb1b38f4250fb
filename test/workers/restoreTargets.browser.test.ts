import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fileSink } from '../../src/workers/restoreTargets';

const name = 'restored.bin';
let folder: FileSystemDirectoryHandle;

beforeEach(async () => {
  folder = await (
    await navigator.storage.getDirectory()
  ).getDirectoryHandle(crypto.randomUUID(), { create: true });
});

afterEach(async () => {
  await (await navigator.storage.getDirectory()).removeEntry(folder.name, { recursive: true });
});

const twoMebibytes = 2 * 1024 * 1024;

async function namesThere(): Promise<string[]> {
  const names: string[] = [];
  for await (const each of folder.keys()) names.push(each);
  return names;
}

describe('a file that a person chose a place for', () => {
  it.each([twoMebibytes, null])('is what was written, in order, where its length is %s', async (length) => {
    const handle = await folder.getFileHandle(name, { create: true });
    const sink = await fileSink(handle, length);
    const half = new Uint8Array(twoMebibytes / 2);
    await sink.write(half.fill(1).slice());
    await sink.write(half.fill(2).slice());
    await sink.close();
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    expect([bytes.length, bytes.indexOf(2), bytes.lastIndexOf(1)]).toEqual([
      twoMebibytes,
      twoMebibytes / 2,
      twoMebibytes / 2 - 1,
    ]);
  });

  it('is refused before anything is written where it cannot fit, and leaves no empty file', async () => {
    const handle = await folder.getFileHandle(name, { create: true });
    await expect(fileSink(handle, 2 ** 50)).rejects.toBeInstanceOf(DOMException);
    expect(await namesThere()).toEqual([]);
  });
});
