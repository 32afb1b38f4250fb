import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRepeatedly } from '../../src/cli/nodePorts';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

const firstBytes = (open: ReturnType<typeof openRepeatedly>): Promise<string> =>
  open(async (source) => Buffer.from(await source.read(0, 3)).toString());

describe('a file that is opened more than once', () => {
  it('is the same each time, or is refused: longer, or another file in its place', async () => {
    const name = path.join(folder, 'a.csv');
    writeFileSync(name, 'one\n');
    const open = openRepeatedly(name);
    expect(await firstBytes(open)).toBe('one');
    expect(await firstBytes(open)).toBe('one');
    writeFileSync(name, 'one\ntwo\n');
    await expect(firstBytes(open)).rejects.toThrow('it changed while it was read');

    const replaced = openRepeatedly(name);
    expect(await firstBytes(replaced)).toBe('one');
    writeFileSync(`${name}.new`, 'two\none\n');
    renameSync(`${name}.new`, name);
    await expect(firstBytes(replaced)).rejects.toThrow('it changed while it was read');
  });
});
