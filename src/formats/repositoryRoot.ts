import { folderOf, type LineagePlace } from './lineagePlace';

/** Finds the repository that a file of a place lies in: the nearest folder above it that has one of the marks; else the place itself. */
export function rootFinder(place: LineagePlace, marks: readonly string[]): (path: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  const rootOfFolder = (folder: string): Promise<string> => {
    const before = known.get(folder);
    if (before) return before;
    const found = look(folder);
    known.set(folder, found);
    return found;
  };
  const look = async (folder: string): Promise<string> => {
    if (folder === '') return '';
    for (const mark of marks) if (await place.open(`${folder}/${mark}`)) return folder;
    return rootOfFolder(folderOf(folder));
  };
  return (path) => rootOfFolder(folderOf(path));
}

/** A path of the place as the repository at `root` writes it. */
export function pathInRepository(root: string, path: string): string {
  return root === '' ? path : path.slice(root.length + 1);
}
