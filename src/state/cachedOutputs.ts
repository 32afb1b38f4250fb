import { cachedMd5, dvcListingLimit, readDvcListing } from '../formats/dvc/dvcCache';
import { pointerTargets } from '../operations/taking/pointerTargets';
import { pathInFolder, type UnitFile } from '../operations/taking/snapshotUnit';
import type { Md5 } from '../versioning/digest';

interface FolderFile {
  readonly path: string;
  readonly file: File;
}

/**
 * The objects of DVC's cache in a dropped folder that its pointers name, by their paths: what each is the bytes of, by whole names.
 * The files of a folder are named by its listing, which lies in the cache, too.
 */
export async function cachedOutputs(
  folder: string,
  files: readonly FolderFile[],
  pointers: readonly UnitFile[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const objects = new Map<Md5, FolderFile>();
  for (const each of files) {
    const md5 = cachedMd5(each.path);
    if (md5 !== null) objects.set(md5, each);
  }
  const namesOf = new Map<string, string[]>();
  const note = (md5: Md5, name: string): void => {
    const found = objects.get(md5);
    if (!found) return;
    const names = namesOf.get(found.path);
    if (names) names.push(name);
    else namesOf.set(found.path, [name]);
  };
  for (const { path, ingested } of pointers) {
    if (!ingested.pointer) continue;
    for (const target of pointerTargets(pathInFolder(folder, path), ingested.pointer)) {
      if (target.md5 === null) continue;
      if (target.content === 'file') note(target.md5, target.path);
      const listing = target.content === 'directory' ? objects.get(target.md5) : undefined;
      if (!listing || listing.file.size > dvcListingLimit) continue;
      for (const listed of readDvcListing(await listing.file.text()) ?? [])
        note(listed.md5, `${target.path}/${listed.path}`);
    }
  }
  return namesOf;
}
