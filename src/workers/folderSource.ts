import { placeOf } from '../formats/lineagePlace';
import type { LineageSource } from '../operations/lineage/lineageRequest';
import { pathInFolder } from '../operations/taking/snapshotUnit';
import { comparePaths } from '../versioning/tree';
import { blobSource, bytesSource } from './blobSource';
import { browserText } from './browserText';
import { openOnDemand } from './filesOnDemand';
import type { FolderLineageImport } from './tasks';

/** A dropped folder as a place of lineage: `files` are at hand, those of `others` are asked for when they are opened. */
export function folderSource({ path: folder, files, others, found }: FolderFiles): LineageSource {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const openOther = others ? openOnDemand(others) : () => Promise.resolve(null);
  const open = async (path: string) => {
    const file = byPath.get(path) ?? (await openOther(path));
    if (!file) return null;
    return file instanceof Blob ? blobSource(file) : bytesSource(file);
  };
  return {
    place: {
      ...placeOf([...byPath.keys(), ...(others?.paths ?? [])], open, browserText, (path) =>
        pathInFolder(folder, path),
      ),
      folderName: folder,
    },
    files: found
      .map((each) => ({ ...each, shownPath: pathInFolder(folder, each.path) }))
      .sort((a, b) => comparePaths(a.path, b.path)),
  };
}

type FolderFiles = Pick<FolderLineageImport, 'path' | 'files' | 'others' | 'found'>;
