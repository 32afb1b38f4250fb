import type { Md5 } from '../../versioning/digest';

const object = /(?:^|\/)\.dvc\/cache\/(?:files\/md5\/)?([0-9a-f]{2})\/([0-9a-f]{30}(?:\.dir)?)$/;

/** The MD5 that a file of DVC's cache is named by, of DVC 3 or before, of a folder's listing with `.dir`; null for other files. */
export function cachedMd5(path: string): Md5 | null {
  const found = object.exec(path);
  return found ? (`${found[1]}${found[2]}` as Md5) : null;
}

/** Where DVC's cache keeps the bytes of an MD5, below its folder: by DVC 3, and before. */
export function cachePathsOf(md5: Md5): readonly string[] {
  const own = `${md5.slice(0, 2)}/${md5.slice(2)}`;
  return [`files/md5/${own}`, own];
}

/** A longer listing is not read. */
export const dvcListingLimit = 64 * 1024 * 1024;

/** The files of a folder as DVC's cache lists them, in JSON; null where the text is no such list. */
export function readDvcListing(text: string): readonly { readonly md5: Md5; readonly path: string }[] | null {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(items)) return null;
  const files: { readonly md5: Md5; readonly path: string }[] = [];
  for (const item of items as unknown[]) {
    const file = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
    const { md5, relpath } = file;
    if (typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5)) return null;
    if (typeof relpath !== 'string' || !isInside(relpath)) return null;
    files.push({ md5: md5 as Md5, path: relpath });
  }
  return files;
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
}
