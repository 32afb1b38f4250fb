import ignore from 'ignore';

/**
 * What patterns, as gitignore(5) describes them, leave out of a folder: for a file's path the name that is left out, null for a
 * file that stays. The name is that of the outermost folder that is left out whole, with `/` behind it, else the file's own.
 */
export function leftOutBy(patterns: readonly string[]): (path: string) => string | null {
  const rules = ignore({ ignorecase: false, allowRelativePaths: true }).add([...patterns]);
  const folders = new Map<string, string | null>();
  const folderOf = (path: string): string | null => {
    const slash = path.lastIndexOf('/');
    if (slash === -1) return null;
    const folder = path.slice(0, slash);
    let known = folders.get(folder);
    if (known === undefined) {
      known = folderOf(folder) ?? (rules.ignores(`${folder}/`) ? `${folder}/` : null);
      folders.set(folder, known);
    }
    return known;
  };
  return (path) => folderOf(path) ?? (rules.ignores(path) ? path : null);
}
