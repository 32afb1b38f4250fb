import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { type Remote, RemoteFault, type RemoteHead } from '../operations/sharing/remote';
import { fileFault } from './fileFault';

const rooms = ['packs', 'trees', 'heads', 'incoming'] as const;
/** What a push that was ended left behind is swept after this. */
const leftBehindMs = 24 * 60 * 60 * 1000;

/**
 * A shared store in a folder. A file is written beside its place and then linked there, which the system does once for one
 * name. Each move of the head is a file of the next number: of two at once, one finds the number taken.
 */
export function folderRemote(folder: string): Remote {
  const placeOf = (name: string): string => path.join(folder, ...name.split('/'));
  const head = async (): Promise<RemoteHead | null> => {
    await checkFolder(folder);
    const numbers = (await readdir(placeOf('heads')).catch(absentAs([])))
      .filter((name) => /^\d{8,15}$/.test(name))
      .map(Number);
    if (numbers.length === 0) return null;
    const mark = headName(numbers.reduce((most, number) => Math.max(most, number)));
    return { bytes: Uint8Array.from(await readFile(placeOf(`heads/${mark}`)).catch(asFault)), mark };
  };
  return {
    head,
    async read(name, mostBytes) {
      const found = await stat(placeOf(name)).catch(absentAs(null));
      if (found === null) return null;
      if (found.size > mostBytes) throw new RemoteFault(`${name} is damaged: it is longer than it can be`);
      return Uint8Array.from(await readFile(placeOf(name)).catch(asFault));
    },
    async create(name, bytes) {
      if (!(await linkWhole(folder, name, bytes))) {
        const { size } = await stat(placeOf(name)).catch(asFault);
        if (size !== bytes.length) throw new RemoteFault(`${name} is damaged: it has another length`);
      }
    },
    async moveHead(bytes, from) {
      const isMoved = await linkWhole(folder, `heads/${headName(Number(from?.mark ?? 0) + 1)}`, bytes);
      if (isMoved) await sweep(placeOf('incoming'));
      return isMoved;
    },
    async keepsConditions() {
      const name = `incoming/probe-${randomUUID()}`;
      try {
        return (
          (await linkWhole(folder, name, new Uint8Array())) &&
          !(await linkWhole(folder, name, new Uint8Array()))
        );
      } catch (error) {
        if (error instanceof NoLinks) return false;
        throw error;
      } finally {
        await rm(placeOf(name), { force: true });
      }
    },
  };
}

/** Thrown where a file system has no hard links. */
class NoLinks extends Error {
  override readonly name = 'NoLinks';
}

const headName = (number: number): string => String(number).padStart(8, '0');

/** Refuses a folder that is not there, and one of other things. */
async function checkFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(asFault);
  const other = names.find((name) => !name.startsWith('.') && !rooms.some((room) => room === name));
  if (other !== undefined && !names.includes('heads'))
    throw new RemoteFault(`it holds other things (${other}); name an empty folder`);
}

/** False where the name is taken. */
async function linkWhole(folder: string, name: string, bytes: Uint8Array): Promise<boolean> {
  const target = path.join(folder, ...name.split('/'));
  const aside = path.join(folder, 'incoming', `${process.pid}-${randomUUID()}`);
  if ((await stat(target).catch(absentAs(null))) !== null) return false;
  try {
    await mkdir(path.dirname(aside), { recursive: true });
    await mkdir(path.dirname(target), { recursive: true });
    const handle = await open(aside, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(aside, target);
    await syncFolder(path.dirname(target));
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw new NoLinks();
    return asFault(error);
  } finally {
    await rm(aside, { force: true });
  }
}

/** Windows opens no folder; a name is kept there without that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming).catch(() => [])) {
    const place = path.join(incoming, name);
    const found = await stat(place).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > leftBehindMs) await rm(place, { force: true });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function absentAs<T>(value: T): (error: unknown) => T {
  return (error) => (codeOf(error) === 'ENOENT' ? value : asFault(error));
}

function asFault(error: unknown): never {
  throw new RemoteFault(fileFault(error));
}
