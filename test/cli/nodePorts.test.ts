import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withFile } from '../../src/cli/nodePorts';
import { runAfter, runCommand } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-ports-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is read', () => {
  const file = (): string => {
    const at = path.join(folder, 'data.csv');
    writeFileSync(at, 'a\n1\n');
    return at;
  };

  it('is read from the byte that is asked for to the one before the end', async () => {
    const text = await withFile(file(), async (source) => [
      source.byteLength,
      Buffer.from(await source.read(2, 4)).toString(),
    ]);
    expect(text).toEqual([4, '1\n']);
  });

  it('gives the same bytes where so many are asked for that the thread goes on meanwhile', async () => {
    const at = path.join(folder, 'large.bin');
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    writeFileSync(at, bytes);
    const read = await withFile(at, async (source) => [
      await source.read(1, 299_999),
      await source.read(7, 9),
      await source.read(299_998, 400_000),
    ]);
    expect(read.map((each) => Buffer.from(each))).toEqual([
      bytes.subarray(1, 299_999),
      bytes.subarray(7, 9),
      bytes.subarray(299_998),
    ]);
  });

  it.each([
    ['grew', (at: string) => appendFileSync(at, '2\n')],
    ['is shorter', (at: string) => writeFileSync(at, 'a\n')],
    ['was written anew', (at: string) => utimesSync(at, new Date(0), new Date(0))],
  ])('and %s meanwhile is refused: no digest is of bytes that were never together', async (_, change) => {
    const at = file();
    const read = withFile(at, async (source) => {
      await source.read(0, 2);
      change(at);
      return 'a digest';
    });
    await expect(read).rejects.toThrow('it changed while it was read');
  });
});

describe('a file that something else writes to', () => {
  const [grows, other] = [path.join(folder, 'grows.csv'), path.join(folder, 'other.csv')];
  const preload = path.join(folder, 'writer.mjs');
  beforeAll(async () => {
    writeFileSync(other, 'id,city\n1,Oslo\n');
    // Whenever a piece of it was read, a row comes to it.
    writeFileSync(
      preload,
      `import files, { appendFileSync } from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       const { openSync, readSync } = files;
       const growing = new Map();
       files.openSync = (at, ...more) => {
         const descriptor = openSync(at, ...more);
         growing.set(descriptor, String(at).endsWith('grows.csv') ? at : null);
         return descriptor;
       };
       files.readSync = (descriptor, ...given) => {
         const done = readSync(descriptor, ...given);
         if (growing.get(descriptor)) appendFileSync(growing.get(descriptor), '2,Bergen\\n');
         return done;
       };
       syncBuiltinESMExports();`,
    );
    // Makes the bundle of the command line, so that no test waits for it.
    await runCommand('--help');
  });

  it.each([
    ['snapshot', [grows]],
    ['snapshot', [grows, '--json']],
    ['profile', [grows]],
    ['read', [grows]],
    ['pointer', [grows, '--dvc']],
    ['drift', [other, grows]],
    ['diff', [other, grows]],
  ] as const)('is said by %s, which prints no digest of it', async (command, words) => {
    writeFileSync(grows, 'id,city\n1,Oslo\n');
    const { status, stdout, stderr } = await runAfter(pathToFileURL(preload).href, command, ...words);
    expect([status, stderr]).toEqual([2, expect.stringContaining('it changed while it was read')]);
    expect(stdout).not.toMatch(/[0-9a-f]{32}/);
  });
});
