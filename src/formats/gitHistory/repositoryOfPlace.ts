import { folderOf, type LineagePlace, resolvePath } from '../lineagePlace';
import { readAscii, type GitFolder } from '../git/gitFolder';

/** A repository of a place. */
export interface PlacedRepository {
  /** The work tree's own folder, with `HEAD`. */
  readonly git: GitFolder;
  /** What its work trees share, with what it borrows from other repositories. */
  readonly common: GitFolder;
}

const mostBorrowed = 5;

/**
 * The repository that a `HEAD` or a `.git` file of a place leads to. Null where that is none; `elsewhere` where it leads to files that are not
 * in the place, `told` where another file of the place tells of the same one.
 */
export async function repositoryOf(
  place: LineagePlace,
  path: string,
): Promise<PlacedRepository | 'elsewhere' | 'told' | null> {
  const found = await workTreeOf(place, path);
  if (found === null || found === 'elsewhere') return found;
  // A linked work tree has the history of the one that it is linked to.
  if (found.isLinked) return 'told';
  return { git: found.git, common: await sharedFolder(place, found.folder) };
}

/** The same of any work tree, linked ones too; null where a `HEAD` or `.git` file leads to none that is in the place. */
export async function ownRepository(place: LineagePlace, path: string): Promise<PlacedRepository | null> {
  const found = (await place.open(path)) ? await workTreeOf(place, path) : null;
  return found === null || found === 'elsewhere'
    ? null
    : { git: found.git, common: await sharedFolder(place, found.folder) };
}

/** What work trees share, with the objects that it borrows. */
async function sharedFolder(place: LineagePlace, folder: string): Promise<GitFolder> {
  const own = folderAt(place, folder);
  const lenders = await lendersOf(place, folder, mostBorrowed);
  return lenders.length === 0 ? own : borrowing(own, lenders);
}

/** A work tree's own folder, and the path of the one that it shares. */
async function workTreeOf(
  place: LineagePlace,
  path: string,
): Promise<
  { readonly git: GitFolder; readonly folder: string; readonly isLinked: boolean } | 'elsewhere' | null
> {
  const isFile = /(?:^|\/)\.git$/.test(path);
  const folder = isFile ? await followed(place, path) : folderOf(path);
  if (folder === null) return 'elsewhere';
  const git = folderAt(place, folder);
  const said = (await readAscii(git, 'commondir'))?.trim();
  const common = said === undefined ? folder : await found(place, folder, said, 'HEAD');
  if (common === null) return 'elsewhere';
  if (!isFile && !(await place.open(inside(folder, 'config')))) return null;
  return { git, folder: common, isLinked: isFile && common !== folder };
}

function inside(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

async function followed(place: LineagePlace, path: string): Promise<string | null> {
  const text = await place.readText(path);
  const target = text?.ok ? /^gitdir:\s*(.+?)\s*$/m.exec(text.value)?.[1] : undefined;
  return target === undefined ? null : found(place, folderOf(path), target, 'HEAD');
}

/** A path that Git wrote down, from a folder. An absolute one is of the machine that wrote it: it is followed by the longest end of it that is here. */
async function found(
  place: LineagePlace,
  folder: string,
  target: string,
  mark: string,
): Promise<string | null> {
  const written = target.replaceAll('\\', '/');
  const isAbsolute = written.startsWith('/') || /^[a-z]:/i.test(written);
  const parts = written.split('/').filter((part) => part !== '');
  const candidates = isAbsolute
    ? parts.map((_, first) => parts.slice(first).join('/'))
    : [resolvePath(inside(folder, written))];
  for (const candidate of candidates)
    if (candidate !== null && (await place.open(inside(candidate, mark)))) return candidate;
  return null;
}

function folderAt(place: LineagePlace, folder: string): GitFolder {
  return {
    async read(path, start = 0, end = Number.POSITIVE_INFINITY) {
      const source = await place.open(inside(folder, path));
      return source && source.read(start, Math.min(end, source.byteLength));
    },
    list: (below) =>
      place
        .list(inside(folder, below.replace(/\/$/, '')))
        .map((path) => (folder === '' ? path : path.slice(folder.length + 1))),
  };
}

/** The repositories that one borrows objects from (`objects/info/alternates`), and those that these borrow from. */
async function lendersOf(place: LineagePlace, common: string, room: number): Promise<readonly GitFolder[]> {
  const text = await readAscii(folderAt(place, common), 'objects/info/alternates');
  const lenders: GitFolder[] = [];
  for (const line of (text ?? '').split('\n')) {
    if (line.trim() === '' || line.startsWith('#') || lenders.length >= room) continue;
    const target = line.trim().replace(/\/objects\/?$/, '');
    const folder = await found(place, inside(common, 'objects'), target, 'HEAD');
    if (folder === null || folder === common) continue;
    lenders.push(folderAt(place, folder), ...(await lendersOf(place, folder, room - lenders.length - 1)));
  }
  return lenders;
}

/** A folder that has the objects of others besides its own. */
function borrowing(own: GitFolder, lenders: readonly GitFolder[]): GitFolder {
  const isShared = (path: string): boolean =>
    path.startsWith('objects/') && !path.startsWith('objects/info/');
  return {
    async read(path, start, end) {
      for (const folder of isShared(path) ? [own, ...lenders] : [own]) {
        const bytes = await folder.read(path, start, end);
        if (bytes) return bytes;
      }
      return null;
    },
    list: (folder) =>
      isShared(folder) ? [own, ...lenders].flatMap((each) => each.list(folder)) : own.list(folder),
  };
}
