import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../lib/result';
import { someNames } from '../operations/lineage/folderScan';
import { fileFault } from './fileFault';

/** The files of a folder and the links in it, by names relative to it, with `/`. */
export interface WalkedFolder {
  readonly files: readonly string[];
  /** Those of the files that were reached by a link to a folder. */
  readonly linked: ReadonlySet<string>;
  readonly links: UnfollowedLinks;
}

/** Symbolic links that were not followed, by name. */
export interface UnfollowedLinks {
  /** Links that lead out of the folder. */
  readonly leaving: readonly string[];
  /** Links to a folder that they lie in, and to themselves. */
  readonly circling: readonly string[];
  /** Links to nothing. */
  readonly broken: readonly string[];
}

/**
 * Lists the regular files of a folder at any depth as `find -L -type f` does: links are followed to files and folders, but not
 * out of the folder, unless what they lead to lies in one of `followed`. `enters` says which folders are entered.
 */
export async function walkFolder(
  folder: string,
  followed: readonly string[] = [],
  enters: (name: string) => boolean = () => true,
): Promise<Result<WalkedFolder, string>> {
  try {
    const root = await realpath(folder);
    const within = [root, ...(await Promise.all(followed.map((each) => realpath(each))))];
    const walk = new Walk(folder, within, enters);
    await walk.into('', [root], false);
    return ok({ files: walk.files, linked: walk.linked, links: walk.links });
  } catch (error) {
    return err(fileFault(error));
  }
}

/** What is said of links that were not followed, a line each reason. */
export function linkWords(links: UnfollowedLinks | undefined): string[] {
  if (!links) return [];
  const reasons = [
    ['leave the folder', links.leaving],
    ['turn in a circle', links.circling],
    ['lead to nothing', links.broken],
  ] as const;
  return reasons.flatMap(([words, names]) =>
    names.length === 0 ? [] : `links that ${words}, not followed: ${someNames(names)}`,
  );
}

class Walk {
  readonly files: string[] = [];
  readonly linked = new Set<string>();
  readonly links = { leaving: [] as string[], circling: [] as string[], broken: [] as string[] };
  private readonly folder: string;
  private readonly within: readonly string[];
  private readonly enters: (name: string) => boolean;

  constructor(folder: string, within: readonly string[], enters: (name: string) => boolean) {
    this.folder = folder;
    this.within = within;
    this.enters = enters;
  }

  /** `above`: the real paths of the folder and of those that it was reached through. */
  async into(below: string, above: readonly string[], isLinked: boolean): Promise<void> {
    for (const entry of await readdir(path.join(this.folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isFile()) this.add(name, isLinked);
      else if (entry.isSymbolicLink()) await this.follow(name, above, isLinked);
      else if (entry.isDirectory() && this.enters(name))
        await this.into(name, [...above, path.join(above.at(-1)!, entry.name)], isLinked);
    }
  }

  private add(name: string, isLinked: boolean): void {
    this.files.push(name);
    if (isLinked) this.linked.add(name);
  }

  private async follow(name: string, above: readonly string[], isLinked: boolean): Promise<void> {
    const target = await realpath(path.join(this.folder, name)).catch((error: unknown) => {
      this.links[isCircle(error) ? 'circling' : 'broken'].push(name);
      return null;
    });
    if (target === null) return;
    if (!this.within.some((root) => isWithin(target, root))) this.links.leaving.push(name);
    else if (above.includes(target)) this.links.circling.push(name);
    else {
      const kind = await stat(target);
      if (kind.isFile()) this.add(name, isLinked);
      else if (kind.isDirectory() && this.enters(name)) await this.into(name, [...above, target], true);
    }
  }
}

function isCircle(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOOP';
}

/** Whether a real path is a folder or lies below it. */
export function isWithin(target: string, root: string): boolean {
  const relative = path.relative(root, target);
  return (
    relative === '' ||
    (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative))
  );
}
