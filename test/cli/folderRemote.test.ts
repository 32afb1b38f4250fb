import { mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderRemote } from '../../src/cli/folderRemote';
import { pushFile } from '../../src/operations/sharing/pushFile';
import type { Remote } from '../../src/operations/sharing/remote';
import { receiveFile } from '../../src/operations/sharing/receiveFile';
import {
  bytesOf,
  joinLines,
  Killed,
  killedAt,
  linesIn,
  manyLines,
  newFolder,
  pushPorts,
} from './sharedStore';

const push = (folder: string, ...lines: readonly string[]) =>
  pushFile(folderRemote(folder), bytesOf(new Set(lines)), joinLines, pushPorts);

/** False where the pusher was killed. */
async function isPushed(remote: Remote, lines: ReadonlySet<string>): Promise<boolean> {
  try {
    await pushFile(remote, bytesOf(lines), joinLines, pushPorts);
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

describe('a store in a folder', () => {
  it('gives what was pushed, and knows that it holds it', async () => {
    const folder = newFolder();
    expect(await linesIn(folderRemote(folder))).toBeNull();
    expect(await push(folder, 'a', 'b')).toMatchObject({
      kind: 'pushed',
      packCount: 1,
      writtenPackCount: 1,
      tryCount: 1,
    });
    expect(await push(folder, 'b')).toMatchObject({ kind: 'current' });
    expect(await push(folder, 'c')).toMatchObject({ kind: 'merged' });
    expect(await linesIn(folderRemote(folder))).toEqual(new Set(['a', 'b', 'c']));
  });

  it('keeps all of four that push at once', async () => {
    const folder = newFolder();
    const names = ['a', 'b', 'c', 'd'];
    const kinds = await Promise.all(names.map((name) => push(folder, name)));
    expect(kinds.map(({ kind }) => kind).filter((kind) => kind !== 'pushed' && kind !== 'merged')).toEqual(
      [],
    );
    expect(await linesIn(folderRemote(folder))).toEqual(new Set(names));
    expect(readdirSync(path.join(folder, 'heads')).sort()).toEqual([
      '00000001',
      '00000002',
      '00000003',
      '00000004',
    ]);
  });

  it('holds what it held or all of it at fifty points where a push ends, and all after the next push', async () => {
    const [first, second] = [manyLines(900, 1), manyLines(900, 2)];
    const both = new Set([...first, ...second]);
    const cases = [
      { before: null, own: first, after: first },
      { before: first, own: both, after: both },
      { before: first, own: second, after: both },
    ];
    let pointCount = 0;
    for (const { before, own, after } of cases) {
      for (let [point, isDone] = [0, false]; !isDone; point++) {
        const remote = folderRemote(newFolder());
        if (before) await pushFile(remote, bytesOf(before), joinLines, pushPorts);
        isDone = await isPushed(killedAt(remote, point), own);
        expect([before, after]).toContainEqual(await linesIn(remote));
        await pushFile(remote, bytesOf(own), joinLines, pushPorts);
        expect(await linesIn(remote)).toEqual(after);
        pointCount++;
      }
    }
    expect(pointCount).toBeGreaterThanOrEqual(50);
  }, 60_000);

  it('fetches only packs that are not here', async () => {
    const folder = newFolder();
    const lines = manyLines(2000, 3);
    await push(folder, ...lines);
    const whole = await receiveFile(folderRemote(folder), new Map(), pushPorts);
    const known = new Map<string, Uint8Array<ArrayBuffer>>();
    await receiveFile(folderRemote(folder), known, pushPorts);
    expect(whole!.fetchedPackCount).toBe(known.size);
    const [first] = known.keys();
    known.delete(first!);
    expect(await receiveFile(folderRemote(folder), known, pushPorts)).toMatchObject({ fetchedPackCount: 1 });
  });

  it.each(['packs', 'trees'])('says which of its %s is damaged', async (room) => {
    const folder = newFolder();
    await push(folder, 'a', 'b');
    const [name] = readdirSync(path.join(folder, room));
    const place = path.join(folder, room, name!);
    const bytes = readFileSync(place);
    bytes[bytes.length - 2]! ^= 1;
    writeFileSync(place, bytes);
    await expect(linesIn(folderRemote(folder))).rejects.toThrow(`${room}/${name} is damaged`);
    truncateSync(place, 1);
    await expect(linesIn(folderRemote(folder))).rejects.toThrow('damaged');
  });

  it('refuses a folder that is not there, and one of other things', async () => {
    const folder = newFolder();
    await expect(push(path.join(folder, 'absent'), 'a')).rejects.toThrow('no such file or folder');
    writeFileSync(path.join(folder, 'thesis.txt'), 'mine');
    await expect(push(folder, 'a')).rejects.toThrow('it holds other things (thesis.txt)');
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  it('sweeps what a push left behind a day ago, and nothing younger', async () => {
    const folder = newFolder();
    const incoming = path.join(folder, 'incoming');
    mkdirSync(incoming);
    for (const name of ['old', 'young']) writeFileSync(path.join(incoming, name), 'half');
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    utimesSync(path.join(incoming, 'old'), twoDaysAgo, twoDaysAgo);
    await push(folder, 'a');
    expect(readdirSync(incoming)).toEqual(['young']);
  });
});
