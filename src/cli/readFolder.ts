import { stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../lib/result';
import { partByPatterns } from '../operations/taking/partByPatterns';
import type { ReadFailure } from '../table/reading';
import { defaultReadOptions } from '../table/schema';
import type { Manifest, ManifestEntry } from '../versioning/records';
import { buildManifest, isLeftOut } from '../versioning/tree';
import { fileFault, specialFileFault } from './fileFault';
import { nodeHashers, nodeText } from './nodePorts';
import { readFile } from './readFile';
import { walkFolder, type UnfollowedLinks } from './walkFolder';

/** A folder as it was read, and the links in it that were not followed. */
export interface ReadFolder {
  readonly manifest: Manifest;
  /** Files that were reached by a link to a folder. */
  readonly linked: ReadonlySet<string>;
  readonly links: UnfollowedLinks;
}

/**
 * A folder's manifest: its regular files at any depth, as `find -L -type f` lists them; links that leave the folder, or lead into
 * none of `followed`, are named and not followed. What the patterns of `leaveOut` name is not read. Files below `.git/` are counted and not read. One file that cannot be read fails the folder (I4).
 */
export async function readFolder(
  folder: string,
  followed: readonly string[] = [],
  leaveOut: readonly string[] = [],
): Promise<Result<ReadFolder, ReadFailure>> {
  const walked = await walkFolder(folder, followed);
  if (!walked.ok) return err({ kind: 'unreadable', message: walked.error });
  const { linked, links } = walked.value;
  const { kept, leftOut } = partByPatterns(
    walked.value.files.map((path) => ({ path })),
    leaveOut,
  );
  const entries: ManifestEntry[] = [];
  for (const { path: name } of kept) {
    if (isLeftOut(name)) {
      entries.push(emptyEntry(name));
      continue;
    }
    const read = await readFile(path.join(folder, name), defaultReadOptions, { digestOnly: true });
    if (!read.ok) return err({ ...read.error, message: `${name}: ${read.error.message}` });
    const { digest, md5, byteLength } = read.value;
    entries.push({ path: name, digest, md5, byteLength });
  }
  const manifest = buildManifest(entries, { hashers: nodeHashers, text: nodeText }, leftOut);
  return ok({ manifest, linked, links: linksOf(links, leaveOut) });
}

/** The links that are not left out. */
export function linksOf(links: UnfollowedLinks, leaveOut: readonly string[]): UnfollowedLinks {
  const kept = (names: readonly string[]): readonly string[] =>
    partByPatterns(
      names.map((path) => ({ path })),
      leaveOut,
    ).kept.map(({ path: name }) => name);
  return { leaving: kept(links.leaving), circling: kept(links.circling), broken: kept(links.broken) };
}

/** Stands for a file that `buildManifest` leaves out and counts. */
export function emptyEntry(name: string): ManifestEntry {
  return {
    path: name,
    digest: '' as ManifestEntry['digest'],
    md5: '' as ManifestEntry['md5'],
    byteLength: 0,
  };
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
