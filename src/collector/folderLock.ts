import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Who holds a folder. */
interface Holder {
  readonly pid: number;
  /** When the process began, as the system counts it: another process may have the number later. Null where it does not tell. */
  readonly began: string | null;
  readonly token: string;
}

/** Another process uses the folder. */
export class FolderIsHeld extends Error {
  override readonly name = 'FolderIsHeld';
  readonly pid: number;
  constructor(pid: number) {
    super(`process ${pid} uses it`);
    this.pid = pid;
  }
}

const lockName = 'collector.lock';
/** A takeover takes a moment; one that is older was killed. */
const longestTakeoverMs = 10_000;
const tries = 50;

/**
 * Holds a folder for this process alone, until what it gives is called. PGlite takes no lock of its own, and two processes in one
 * folder lose rows without a word. A lock of a process that lives no more is taken over. Throws `FolderIsHeld`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, lockName);
  const own: Holder = { pid: process.pid, began: await beginningOf(process.pid), token: randomUUID() };
  for (let attempt = 0; attempt < tries; attempt++) {
    if (await take(lock, own)) return () => release(lock, own);
    const holder = await holderOf(lock);
    if (holder && (await isAlive(holder))) throw new FolderIsHeld(holder.pid);
    await takeOver(lock);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${lock} could not be taken over; remove it where no collector runs`);
}

/** Makes the lock with all that it says in one step; false where there is one. */
async function take(lock: string, own: Holder): Promise<boolean> {
  const aside = `${lock}.${own.token}`;
  await writeFile(aside, JSON.stringify(own), { flag: 'w' });
  try {
    await link(aside, lock);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(aside);
  }
}

/** Removes the lock of a process that lives no more. Only one process at a time does, so that none removes a lock that was taken meanwhile. */
async function takeOver(lock: string): Promise<void> {
  const guard = `${lock}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const made = await stat(guard).catch(() => null);
    if (made && Date.now() - made.mtimeMs > longestTakeoverMs) await rmdir(guard).catch(() => undefined);
    return;
  }
  try {
    const holder = await holderOf(lock);
    if (!holder || !(await isAlive(holder))) await rm(lock, { force: true });
  } finally {
    await rmdir(guard).catch(() => undefined);
  }
}

async function release(lock: string, own: Holder): Promise<void> {
  const holder = await holderOf(lock);
  if (holder?.token === own.token) await rm(lock, { force: true });
}

async function holderOf(lock: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(lock, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false;
  }
  return began === null || (await beginningOf(pid)) === began;
}

/** The 22nd field of Linux's /proc/PID/stat, which follows a name in brackets; null on other systems. */
async function beginningOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null ? null : (text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
