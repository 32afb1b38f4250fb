import { stat } from 'node:fs/promises';
import path from 'node:path';
import { dvcListingLimit, readDvcListing } from '../formats/dvc/dvcCache';
import { err, ok, type Result } from '../lib/result';
import type { PointerTarget } from '../operations/taking/pointerTargets';
import { targetWords } from '../operations/taking/pointerText';
import { cachedBytes, dvcCachesOf, isFile } from './dvcCache';
import { readText } from './readText';
import type { RepositoryHere } from './nodeGit';

/** Files on disk by their paths below what a pointer stands for; a single file has the empty path. */
export type PointedFiles = ReadonlyMap<string, string>;

/** Where the bytes lie that a pointer of a repository stands for: in DVC's cache or in git-lfs's own folder. Else why not, in words. */
export async function pointedBytes(
  target: PointerTarget,
  repository: RepositoryHere,
): Promise<Result<PointedFiles, string>> {
  const missing = err(`only a pointer is here: ${targetWords(target)}`);
  if (target.pointer === 'git-lfs') {
    const oid = target.digest ?? '';
    const at = path.join(repository.commonPath, 'lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    return (await isFile(at)) ? ok(new Map([['', at]])) : missing;
  }
  if (target.md5 === null) return missing;
  const caches = await dvcCachesOf(
    path.join(repository.workTree, path.dirname(target.path)),
    repository.workTree,
  );
  const found = await cachedBytes(target.md5, caches);
  if (found === null) return missing;
  if (target.content === 'file') return ok(new Map([['', found]]));
  if ((await stat(found)).size > dvcListingLimit) return err('the listing of its folder is too long');
  const text = await readText(found);
  const listed = text.ok ? readDvcListing(text.value) : null;
  if (!listed) return err('the listing of its folder in the cache cannot be read');
  const files = new Map<string, string>();
  for (const file of listed) {
    const at = await cachedBytes(file.md5, caches);
    if (at === null) return err(`${file.path} is not in the cache, md5 ${file.md5}`);
    files.set(file.path, at);
  }
  return ok(files);
}
