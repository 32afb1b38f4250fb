import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withFile } from '../../src/cli/nodePorts';

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
