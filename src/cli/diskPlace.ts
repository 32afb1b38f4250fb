import {
  type BigIntStats,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type LineagePlace, placeOf } from '../formats/lineagePlace';
import { UnreadableBytes } from '../formats/pieces';
import { unsearchedFolderOf } from '../formats/searchedFolders';
import type { ByteSource } from '../lib/ports';
import { comparePaths } from '../versioning/tree';
import { fileFault } from './fileFault';
import { nodeText } from './nodePorts';
import { isWithin } from './walkFolder';

/**
 * A folder on the disk. `names` are its files as the walk gave them, links followed; others open where they lie in the folder itself,
 * such as those of a cache that is never searched.
 */
export function folderPlace(folder: string, names: readonly string[]): LineagePlace {
  const listed = new Set(names);
  const open = async (name: string): Promise<ByteSource | null> => {
    const at = path.join(folder, name);
    if (listed.has(name)) return diskSource(at);
    const real = await realpath(at).catch(() => null);
    return real !== null && isWithin(real, await realpath(folder)) ? diskSource(real) : null;
  };
  const listOthers = (below: string): readonly string[] =>
    unsearchedFolderOf(`${below}/`) === null ? [] : filesBelow(folder, below);
  const title = path.basename(path.resolve(folder));
  return { ...placeOf(names, open, nodeText, undefined, listOthers), title };
}

/** The regular files below a folder that the walk did not enter, by their names in `folder`; links are not followed. */
function filesBelow(folder: string, below: string): readonly string[] {
  const found: string[] = [];
  const waiting = [below];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (!existsSync(path.join(folder, at))) continue;
    for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const name = `${at}/${entry.name}`;
      if (entry.isFile()) found.push(name);
      else if (entry.isDirectory()) waiting.push(name);
    }
  }
  return found.sort(comparePaths);
}

/** The place of a file that was named by itself: its repository, or where there is none its folder. What lies beside it can be opened; it alone is listed. */
export async function placeOfFile(
  file: string,
): Promise<{ readonly place: LineagePlace; readonly path: string }> {
  const own = path.resolve(file);
  const root = (await repositoryAbove(path.dirname(own))) ?? path.dirname(own);
  const name = path.relative(root, own).split(path.sep).join('/');
  return { place: folderPlace(root, [name]), path: name };
}

/** The nearest folder that DVC or Git keeps its own in. */
async function repositoryAbove(folder: string): Promise<string | null> {
  for (let at = folder; ; at = path.dirname(at)) {
    for (const mark of ['.dvc', '.git']) {
      if (await stat(path.join(at, mark)).catch(() => null)) return at;
    }
    if (path.dirname(at) === at) return null;
  }
}

/**
 * A file that is opened for each read; null where there is none. Reading it throws `UnreadableBytes`, also where it was changed
 * meanwhile. It waits for the disk and for nothing else: of thousands of small files, most of the time would go into being told that
 * one was opened.
 */
export function diskSource(at: string): ByteSource | null {
  const found = statSync(at, { bigint: true, throwIfNoEntry: false });
  if (!found?.isFile()) return null;
  return {
    byteLength: Number(found.size),
    read: (start, end) => new Promise((resolve) => resolve(readRange(at, found, start, end))),
  };
}

function readRange(at: string, found: BigIntStats, start: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  try {
    const descriptor = openSync(at, 'r');
    try {
      while (filled < bytes.length) {
        const read = readSync(descriptor, bytes, filled, bytes.length - filled, start + filled);
        if (read === 0) break;
        filled += read;
      }
      const after = fstatSync(descriptor, { bigint: true });
      if (after.size !== found.size || after.mtimeNs !== found.mtimeNs)
        throw new UnreadableBytes('it changed while it was read; read it again when nothing writes to it');
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw error instanceof UnreadableBytes ? error : new UnreadableBytes(fileFault(error));
  }
  return bytes.subarray(0, filled);
}
