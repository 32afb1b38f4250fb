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
      `import { appendFileSync } from 'node:fs';
       import files from 'node:fs/promises';
       import { syncBuiltinESMExports } from 'node:module';
       const { open } = files;
       files.open = async (at, ...more) => {
         const handle = await open(at, ...more);
         if (String(at).endsWith('grows.csv')) {
           const read = handle.read.bind(handle);
           handle.read = async (...given) => {
             const done = await read(...given);
             appendFileSync(at, '2,Bergen\\n');
             return done;
           };
         }
         return handle;
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
