import { unsearchedFolderOf } from '../../formats/searchedFolders';
import { isLeftOut } from '../../versioning/tree';

/** A folder inside a dropped one, and what lies in it at any depth. */
export interface HeavyFolder {
  /** With `/` at the end. */
  readonly name: string;
  readonly fileCount: number;
  readonly byteLength: number;
}

/** How many folders are offered to be left out. */
const mostOffered = 5;

/** The folders that a person would leave out first: installed packages and caches, then the largest at the top. */
export function heavyFolders(
  files: readonly { readonly path: string; readonly byteLength: number }[],
): readonly HeavyFolder[] {
  const [usual, top] = [new Map<string, HeavyFolder>(), new Map<string, HeavyFolder>()];
  const count = (folders: Map<string, HeavyFolder>, name: string, byteLength: number): void => {
    const known = folders.get(name) ?? { name, fileCount: 0, byteLength: 0 };
    folders.set(name, {
      name,
      fileCount: known.fileCount + 1,
      byteLength: known.byteLength + byteLength,
    });
  };
  for (const { path, byteLength } of files) {
    if (isLeftOut(path)) continue;
    const unsearched = unsearchedFolderOf(path);
    const slash = path.indexOf('/');
    if (unsearched !== null) count(usual, `${unsearched}/`, byteLength);
    else if (slash !== -1) count(top, path.slice(0, slash + 1), byteLength);
  }
  const bySize = (a: HeavyFolder, b: HeavyFolder): number => b.byteLength - a.byteLength;
  return [...[...usual.values()].sort(bySize), ...[...top.values()].sort(bySize)].slice(0, mostOffered);
}
