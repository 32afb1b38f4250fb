import { describe, expect, it } from 'vitest';
import {
  isAsPlanned,
  planFolder,
  type FileThere,
  type TargetFolder,
} from '../../../src/operations/bytes/restoreFolder';
import type { Digest } from '../../../src/versioning/digest';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };
const digestOf = (text: string): Digest => text.repeat(64).slice(0, 64) as Digest;
const file = (path: string, content: string, byteLength = 1) => ({
  path,
  digest: digestOf(content),
  byteLength,
});

/** A folder with files of one letter each; `null` stands for what is no file. */
function folderOf(there: Readonly<Record<string, string | null>>, asked: string[] = []): TargetFolder {
  return {
    look: async (path): Promise<FileThere | 'nothing' | 'blocked'> => {
      if (!(path in there)) return 'nothing';
      const content = there[path];
      if (content === null || content === undefined) return 'blocked';
      const digest = async (): Promise<Digest> => {
        asked.push(path);
        return digestOf(content[0]!);
      };
      return { byteLength: content.length, lastModifiedMs: content.length, digest };
    },
    begin: () => Promise.reject(new Error('A plan writes nothing.')),
  };
}

describe('planFolder', () => {
  it('tells what is there already from what is new and what would be written over', async () => {
    const asked: string[] = [];
    const target = folderOf({ 'same.csv': 'a', 'other.csv': 'b', 'longer.csv': 'aa' }, asked);
    const files = [
      file('same.csv', 'a'),
      file('other.csv', 'a'),
      file('longer.csv', 'a'),
      file('new.csv', 'a'),
    ];
    const plan = await planFolder(files, target, neverCancelled);
    expect(plan).toMatchObject({
      ok: true,
      value: { same: [{ path: 'same.csv' }], added: [{ path: 'new.csv' }] },
    });
    expect(plan.ok && plan.value.over.map(({ path }) => path)).toEqual(['other.csv', 'longer.csv']);
    // A file of another size needs no digest to be another.
    expect(asked).toEqual(['same.csv', 'other.csv']);
  });

  it('refuses where something that is no file is in the way', async () => {
    const plan = await planFolder([file('a/b.csv', 'a')], folderOf({ 'a/b.csv': null }), neverCancelled);
    expect(plan).toEqual({ ok: false, error: { kind: 'blocked', path: 'a/b.csv' } });
  });

  it('refuses all where one path is hostile, before it looks at the folder', async () => {
    const asked: string[] = [];
    const plan = await planFolder(
      [file('good.csv', 'a'), file('../evil.csv', 'a')],
      folderOf({ 'good.csv': 'a' }, asked),
      neverCancelled,
    );
    expect(plan).toMatchObject({ ok: false, error: { kind: 'hostilePath', path: '../evil.csv' } });
    expect(asked).toEqual([]);
  });
});

describe('isAsPlanned', () => {
  it('sees a file that was written, made or removed since', async () => {
    const target = folderOf({ 'a.csv': 'aa' });
    expect(await isAsPlanned({ ...file('a.csv', 'b'), lastModifiedMs: 2, foundByteLength: 2 }, target)).toBe(
      true,
    );
    expect(await isAsPlanned({ ...file('a.csv', 'b'), lastModifiedMs: 1, foundByteLength: 2 }, target)).toBe(
      false,
    );
    expect(await isAsPlanned(file('a.csv', 'b'), target)).toBe(false);
    expect(await isAsPlanned(file('new.csv', 'b'), target)).toBe(true);
    expect(
      await isAsPlanned({ ...file('gone.csv', 'b'), lastModifiedMs: 1, foundByteLength: 1 }, target),
    ).toBe(false);
  });
});
