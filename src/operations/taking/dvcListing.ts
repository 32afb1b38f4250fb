import type { Md5 } from '../../versioning/digest';
import type { ManifestEntry } from '../../versioning/records';
import { dvcDirMd5, type TreePorts } from '../../versioning/tree';

/** A folder as DVC lists it: without the files that it ignores. */
export interface DvcListing {
  /** Of the listing, with `.dir` behind it. */
  readonly md5: Md5;
  readonly byteLength: number;
  readonly fileCount: number;
}

/** DVC's listing of a folder's files; `isIgnored` is asked for the path of each. */
export function dvcListingOf(
  entries: readonly ManifestEntry[],
  isIgnored: (path: string) => boolean,
  ports: TreePorts,
): DvcListing {
  const listed = entries.filter(({ path }) => !isIgnored(path));
  return {
    md5: dvcDirMd5(listed, ports),
    byteLength: listed.reduce((sum, { byteLength }) => sum + byteLength, 0),
    fileCount: listed.length,
  };
}
