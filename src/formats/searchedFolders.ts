/** What Git keeps, installed packages, compiled files and DVC's cache. */
const names = String.raw`\.git|\.venv|node_modules|__pycache__|\.dvc/cache`;
const folder = new RegExp(`(?:^|/)(?:${names})$`);
const below = new RegExp(`(?:^|/)(?:${names})(?=/)`);

/** Whether a folder is never searched for lineage. `path` is its own, without a slash at the end. */
export function isNeverSearched(path: string): boolean {
  return folder.test(path);
}

/** The folder that a file lies below and that is never searched for lineage; null where there is none. */
export function unsearchedFolderOf(path: string): string | null {
  const found = below.exec(path);
  return found ? path.slice(0, found.index + found[0].length) : null;
}
