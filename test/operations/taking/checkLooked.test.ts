import { describe, expect, it } from 'vitest';
import { ok } from '../../../src/lib/result';
import {
  compareLooked,
  type LookedItem,
  offeredTo,
  readLooked,
} from '../../../src/operations/taking/checkLooked';
import { rootsOf } from '../../../src/operations/taking/checkScope';
import type { DroppedFile, FileReaders } from '../../../src/operations/taking/fileReaders';
import { dropFile, dropFolder, ingest, testPorts, workspaceOf } from '../testProject';

interface TextFile extends DroppedFile {
  readonly text: string;
}

const fileOf = (text: string): TextFile => ({ text, size: Buffer.byteLength(text), lastModified: 0 });
const item = (path: string, text: string): LookedItem<TextFile> => ({
  kind: 'file',
  path,
  file: fileOf(text),
});

/** The real readers, on this thread. */
const readers: FileReaders<TextFile> = {
  ingest: async (file, { path, prefix, options }) => ok(await ingest(path, file.text, prefix, options)),
  async ingestAll(files, requestOf, take, onBytes) {
    for (const each of files) {
      if (take(each, await this.ingest(each.file, requestOf(each))) === 'end') return;
      onBytes(each.file.size);
    }
  },
  readKept: () => Promise.reject(new Error('A check reads nothing that is kept.')),
  makeTable: () => Promise.reject(new Error('A check makes no table.')),
};

const silent = { begin: () => undefined, file: () => undefined, bytes: () => undefined };
const never = { aborted: false, throwIfAborted: () => undefined };

async function check(items: readonly LookedItem<TextFile>[]) {
  const ports = testPorts();
  await dropFile(ports, 'a.csv', 'n\n1\n');
  await dropFile(ports, 'b.csv', 'n\n2\n');
  await dropFolder(ports, 'bike', { 'trips.csv': 'n\n3\n', 'notes.txt': 'x' });
  const roots = rootsOf({ kind: 'workspace' }, await workspaceOf(ports));
  const looked = offeredTo<TextFile, LookedItem<TextFile>>(roots, items);
  const { files, changed } = compareLooked<TextFile, LookedItem<TextFile>>(
    roots,
    looked,
    await readLooked(looked, readers, silent, never),
  );
  return { outcomes: Object.fromEntries(files.map(({ path, outcome }) => [path, outcome])), changed };
}

describe('what was offered, beside what versions have', () => {
  it('is changed under the name of its artifact, and what nobody offered was not looked at', async () => {
    const { outcomes, changed } = await check([item('a.csv', 'n\n9\n')]);
    expect(outcomes).toEqual({
      'a.csv': 'modified',
      'b.csv': 'unchecked',
      'bike/notes.txt': 'unchecked',
      'bike/trips.csv': 'unchecked',
    });
    expect(changed).toMatchObject([{ kind: 'file', path: 'a.csv', file: { text: 'n\n9\n' } }]);
  });

  it('was moved where bytes of a file that nobody offered turn up under another name', async () => {
    // b.csv was not offered, and its bytes were, as c.csv.
    const { outcomes, changed } = await check([item('a.csv', 'n\n1\n'), item('c.csv', 'n\n2\n')]);
    expect(outcomes).toMatchObject({ 'a.csv': 'unchanged' });
    expect(Object.values(outcomes)).toContain('moved');
    expect(outcomes).not.toMatchObject({ 'b.csv': 'unchecked' });
    // Its bytes are those of a version: there is nothing to take.
    expect(changed).toEqual([]);
  });

  it('is a folder as a whole where one of its files changed', async () => {
    const files = [
      { path: 'trips.csv', file: fileOf('n\n4\n') },
      { path: 'notes.txt', file: fileOf('x') },
    ];
    const { outcomes, changed } = await check([{ kind: 'directory', name: 'bike', files }]);
    expect(outcomes).toMatchObject({ 'bike/trips.csv': 'modified', 'bike/notes.txt': 'unchanged' });
    expect(changed).toMatchObject([{ kind: 'directory', name: 'bike', files }]);
  });
});
