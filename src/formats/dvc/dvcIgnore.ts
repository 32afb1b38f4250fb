import { ignoredBy, type IgnoreFile } from '../ignoreFiles';

/** The name of a file of patterns. DVC refuses to add a folder that one lies in. */
export const dvcIgnoreName = '.dvcignore';

/** Whether a path is that of a file of patterns, by its name. */
export function isDvcIgnoreFile(path: string): boolean {
  return path === dvcIgnoreName || path.endsWith(`/${dvcIgnoreName}`);
}

/** A longer file was not written by people, and is not read. */
export const dvcIgnoreLimit = 1_000_000;

/** What DVC 3 ignores in every repository. */
const alwaysIgnored = '.hg/\n.git/\n.git\n.dvc/';

/** Which paths DVC ignores, and the folder of the repository that they are in, which ends with `/` or is empty. */
export interface DvcIgnore {
  readonly repository: string;
  /** A path that ends with `/` is a folder's. */
  readonly isIgnored: (path: string) => boolean;
}

/**
 * What DVC 3 ignores of `folder`, which ends with `/` or is empty. It is in the innermost repository of those that `paths`
 * show by a `.dvc/`. The `.dvcignore` files of that repository count; repositories inside of it are left alone.
 */
export function dvcIgnoreOf(
  folder: string,
  paths: Iterable<string>,
  ignoreFiles: readonly IgnoreFile[],
): DvcIgnore {
  const repositories = repositoriesOf(paths);
  let repository = '';
  for (const each of repositories)
    if (folder.startsWith(each) && each.length > repository.length) repository = each;
  const inner = [...repositories].filter((each) => each !== repository && each.startsWith(repository));
  const own = ignoreFiles
    .filter((file) => file.folder.startsWith(repository))
    .map((file) => ({ folder: file.folder.slice(repository.length), text: trimmedLines(file.text) }));
  const byPatterns = ignoredBy(alwaysIgnored, own, false);
  return {
    repository,
    isIgnored: (path) =>
      inner.some((each) => path.startsWith(each)) || byPatterns(path.slice(repository.length)),
  };
}

/** The folders with a `.dvc/` in them. */
function repositoriesOf(paths: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths) {
    const at = `/${path}`.indexOf('/.dvc/');
    if (at !== -1) found.add(path.slice(0, at));
  }
  return found;
}

/** DVC takes blanks from both ends of a line, which Git does not. */
function trimmedLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .join('\n');
}
