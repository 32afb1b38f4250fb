/** A repository among the files of a folder. Paths end with `/`, the folder itself has the empty one. */
export interface FoundRepository {
  /** Where its work tree lies. */
  readonly path: string;
  /** The folder with its `HEAD` and `index`; null where that is not among the files: `gitFile` says where it is. */
  readonly gitFolder: string | null;
  /** What its work trees share. */
  readonly commonFolder: string | null;
}

const mostRepositories = 50;

/**
 * The repositories of a folder, the outermost first: a `.git` folder each, or a `.git` file that leads to one, of a
 * linked work tree or a submodule. Such a file often has an absolute path of the machine that made it: it is followed where
 * the folder that it names is among the files by the end of its path. `readText` gives a small file as text, or null.
 */
export async function findRepositories(
  paths: readonly string[],
  readText: (path: string) => Promise<string | null>,
): Promise<readonly FoundRepository[]> {
  const heads = paths.filter((path) => /(^|\/)\.git\/HEAD$/.test(path)).map((path) => path.slice(0, -4));
  const linkFiles = paths.filter((path) => /(^|\/)\.git$/.test(path));
  const isHead = new Set(paths.filter((path) => path.endsWith('/HEAD')));
  const found: FoundRepository[] = heads.map((gitFolder) => ({
    path: gitFolder.slice(0, -5),
    gitFolder,
    commonFolder: gitFolder,
  }));
  for (const path of linkFiles.slice(0, mostRepositories)) {
    const target = /^gitdir:\s*(.+?)\s*$/m.exec((await readText(path)) ?? '')?.[1];
    if (target === undefined) continue;
    const folder = path.slice(0, -4);
    const gitFolder = followed(folder, target.replaceAll('\\', '/'), isHead);
    found.push({
      path: folder,
      gitFolder,
      commonFolder: gitFolder && (await commonOf(gitFolder, readText)),
    });
  }
  return found
    .sort((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    .slice(0, mostRepositories);
}

function followed(from: string, target: string, isHead: ReadonlySet<string>): string | null {
  if (!target.startsWith('/') && !/^[a-z]:/i.test(target)) {
    const inside = normal(`${from}${target}`);
    return inside !== null && isHead.has(`${inside}/HEAD`) ? `${inside}/` : null;
  }
  // …/project/.git/worktrees/try: the longest end of it that is here.
  const parts = target.split('/');
  for (let first = 1; first < parts.length; first++) {
    const end = parts.slice(first).join('/');
    if (isHead.has(`${end}/HEAD`)) return `${end}/`;
  }
  return null;
}

/** `commondir` of a linked work tree leads to the folder that it shares. */
async function commonOf(
  gitFolder: string,
  readText: (path: string) => Promise<string | null>,
): Promise<string> {
  const common = (await readText(`${gitFolder}commondir`))?.trim();
  const folder = common === undefined ? null : normal(`${gitFolder}${common}`);
  return folder === null ? gitFolder : `${folder}/`;
}

/** Without `.` and `..`; null where it leads out. */
function normal(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}
