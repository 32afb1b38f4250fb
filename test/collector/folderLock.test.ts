import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderIsHeld, lockFolder } from '../../src/collector/folderLock';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'throughline-lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const lock = () => path.join(folder, 'collector.lock');

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

describe('the lock of a folder', () => {
  it('is held by one at a time, and leaves nothing behind', async () => {
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(FolderIsHeld);
    await release();
    expect(readdirSync(folder)).toEqual([]);
    await (
      await lockFolder(folder)
    )();
  });

  it('is taken over from a process that has ended', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: await endedProcess(), began: '1', token: 'old' }));
    const release = await lockFolder(folder);
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: process.pid });
    await release();
  });

  it('is taken over where another process has the number now', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: process.pid, began: '1', token: 'old' }));
    await (
      await lockFolder(folder)
    )();
  });

  it('is taken over where it was torn, or a takeover was killed long ago', async () => {
    writeFileSync(lock(), '{"pid":');
    const guard = `${lock()}.takeover`;
    mkdirSync(guard);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(guard, longAgo, longAgo);
    await (
      await lockFolder(folder)
    )();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes to one of many that come at once over a stale one', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: await endedProcess(), began: '1', token: 'old' }));
    const tried = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
