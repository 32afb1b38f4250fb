import { placeOf } from '../formats/lineagePlace';
import type { LineageSource } from '../operations/lineage/lineageRequest';
import { pathInFolder } from '../operations/taking/snapshotUnit';
import { comparePaths } from '../versioning/tree';
import { blobSource, bytesSource } from './blobSource';
import { browserText } from './browserText';
import type { FolderLineageImport } from './tasks';

/** A dropped folder as a place of lineage. */
export function folderSource(
  folder: string,
  files: FolderLineageImport['files'],
  found: FolderLineageImport['found'],
): LineageSource {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const open = (path: string) => {
    const file = byPath.get(path);
    if (!file) return Promise.resolve(null);
    return Promise.resolve(file instanceof Blob ? blobSource(file) : bytesSource(file));
  };
  return {
    place: placeOf([...byPath.keys()], open, browserText, (path) => pathInFolder(folder, path)),
    files: found
      .map((each) => ({ ...each, shownPath: pathInFolder(folder, each.path) }))
      .sort((a, b) => comparePaths(a.path, b.path)),
  };
}
