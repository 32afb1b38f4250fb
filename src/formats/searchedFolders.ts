/**
 * Whether a folder is never searched for lineage: what Git keeps, installed packages, compiled files and DVC's cache. `path` is
 * the folder's own, without a slash at the end.
 */
export function isNeverSearched(path: string): boolean {
  return /(?:^|\/)(?:\.git|\.venv|node_modules|__pycache__|\.dvc\/cache)$/.test(path);
}
