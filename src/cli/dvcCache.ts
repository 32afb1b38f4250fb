import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cachePathsOf } from '../formats/dvc/dvcCache';
import type { Md5 } from '../versioning/digest';

/** The caches of the DVC repositories that a folder lies in, the innermost first: each its own, and one that its settings name. */
export async function dvcCachesOf(folder: string, outermost: string): Promise<readonly string[]> {
  const caches: string[] = [];
  for (let at = folder; at.startsWith(outermost); at = path.dirname(at)) {
    const dvc = path.join(at, '.dvc');
    for (const name of ['config.local', 'config']) {
      const text = await readFile(path.join(dvc, name), 'utf8').catch(() => '');
      const named = /^\s*\[cache\][^[]*?^\s*dir\s*=\s*(.+?)\s*$/ms.exec(text)?.[1];
      if (named !== undefined) caches.push(path.resolve(dvc, named));
    }
    caches.push(path.join(dvc, 'cache'));
    if (path.dirname(at) === at) break;
  }
  return caches;
}

/** Where the bytes of an MD5 lie in one of the caches; null where none has them. */
export async function cachedBytes(md5: Md5, caches: readonly string[]): Promise<string | null> {
  for (const cache of caches) {
    for (const name of cachePathsOf(md5)) {
      const at = path.join(cache, name);
      if (await isFile(at)) return at;
    }
  }
  return null;
}

/** Whether a path is a file, or a link to one. */
export async function isFile(at: string): Promise<boolean> {
  const found = await stat(at).catch(() => null);
  return found?.isFile() ?? false;
}
