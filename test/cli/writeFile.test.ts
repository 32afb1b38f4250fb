import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeWholeFile } from '../../src/cli/writeFile';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-write-'));
  writeFileSync(at('input.json'), 'input');
  return () => rmSync(folder, { recursive: true });
});

describe('what is written', () => {
  it('is there whole, in place of what was, with nothing beside it', async () => {
    writeFileSync(at('out.json'), 'before');
    expect(await writeWholeFile(at('out.json'), 'after', [at('input.json')])).toEqual({
      ok: true,
      value: undefined,
    });
    expect(readFileSync(at('out.json'), 'utf8')).toBe('after');
    expect(readdirSync(folder).sort()).toEqual(['input.json', 'out.json']);
  });

  it('goes to where a link leads, and the link stays', async () => {
    writeFileSync(at('real.json'), 'before');
    symlinkSync('real.json', at('link.json'));
    await writeWholeFile(at('link.json'), 'after', []);
    expect(readFileSync(at('real.json'), 'utf8')).toBe('after');
    expect(readFileSync(at('link.json'), 'utf8')).toBe('after');
  });

  it('is never what was read, by whatever name', async () => {
    linkSync(at('input.json'), at('second.json'));
    symlinkSync('input.json', at('third.json'));
    for (const name of ['input.json', 'second.json', 'third.json']) {
      const written = await writeWholeFile(at(name), 'after', [at('input.json')]);
      expect(written).toMatchObject({
        ok: false,
        error: expect.stringContaining('it is the file that is read') as string,
      });
    }
    expect(readFileSync(at('input.json'), 'utf8')).toBe('input');
  });

  it('is nothing where the place is no place for a file, and that is said', async () => {
    mkdirSync(at('folder'));
    for (const [target, says] of [
      [at('folder'), 'it is a folder'],
      [at('none/out.json'), 'there is no folder to write it in'],
      [at('input.json/out.json'), 'a part of the path is a file'],
      ['/dev/null', 'it is a device'],
    ] as const) {
      const written = await writeWholeFile(target, 'after', []);
      expect(written).toMatchObject({ ok: false, error: expect.stringContaining(says) as string });
    }
    expect(readdirSync(folder).sort()).toEqual(['folder', 'input.json']);
  });

  it('may have a name as long as names can be', async () => {
    // A name that leaves no room for the one that is written first.
    const long = at('x'.repeat(255));
    writeFileSync(long, 'before');
    expect(await writeWholeFile(long, 'after', [])).toMatchObject({ ok: true });
    expect(readFileSync(long, 'utf8')).toBe('after');
  });
});
