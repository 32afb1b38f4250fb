import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { defaultReadOptions } from '../table/schema';
import type { Manifest, ManifestEntry } from '../versioning/records';
import { buildManifest, isLeftOut } from '../versioning/tree';
import { fileFault, specialFileFault } from './fileFault';
import { nodeHashers, nodeText } from './nodePorts';
import { readFile } from './readFile';

/**
 * A folder's manifest: its regular files at any depth, as `find -type f` lists them; links are not followed. Files
 * below `.git/` are counted and not read. One file that cannot be read fails the folder (I4).
 */
export async function readFolder(folder: string): Promise<Result<Manifest, ReadFailure>> {
  const files = await listFiles(folder);
  if (!files.ok) return files;
  const entries: ManifestEntry[] = [];
  for (const name of files.value) {
    if (isLeftOut(name)) {
      entries.push(emptyEntry(name));
      continue;
    }
    const read = await readFile(path.join(folder, name), defaultReadOptions, { digestOnly: true });
    if (!read.ok) return err({ ...read.error, message: `${name}: ${read.error.message}` });
    const { digest, md5, byteLength } = read.value;
    entries.push({ path: name, digest, md5, byteLength });
  }
  return ok(buildManifest(entries, { hashers: nodeHashers, text: nodeText }));
}

/** Stands for a file that `buildManifest` leaves out and counts. */
function emptyEntry(name: string): ManifestEntry {
  return {
    path: name,
    digest: '' as ManifestEntry['digest'],
    md5: '' as ManifestEntry['md5'],
    byteLength: 0,
  };
}

async function listFiles(folder: string): Promise<Result<string[], ReadFailure>> {
  const found: string[] = [];
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    try {
      for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
        const name = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(name);
        else if (entry.isFile()) found.push(name);
      }
    } catch (error) {
      return err({ kind: 'unreadable', message: fileFault(error) });
    }
  }
  return ok(found);
}

/** What a path is; a link counts as what it leads to. */
export async function kindOfPath(at: string): Promise<Result<'file' | 'directory', ReadFailure>> {
  try {
    const found = await stat(at);
    if (found.isDirectory()) return ok('directory');
    const special = specialFileFault(found);
    return special === null ? ok('file') : err({ kind: 'unsupported', message: special });
  } catch (error) {
    return err({ kind: 'unreadable', message: fileFault(error) });
  }
}
