import type { ByteSource, TextCodec } from '../lib/ports';
import { ok, type Result } from '../lib/result';
import { comparePaths } from '../versioning/tree';
import { type NoText, readLineageText } from './lineageText';

/**
 * What was dropped or named as one: a folder, an archive, or a single file. Formats open its files by their paths, relative to it,
 * with `/`; `.` and `..` in a path are resolved, and nothing outside of the place can be had.
 */
export interface LineagePlace {
  /** The folder's own name, where what its files are called does not begin with it. */
  readonly title?: string;
  /**
   * The folder that stands before its paths where its files are told of as files, such as those of a drop are by the folder that was dropped; empty
   * where nothing does. Absent where what lies there is no file for others, as in an archive.
   */
  readonly folderName?: string;
  /**
   * The files below a folder at any depth, in byte order; all of them for the empty path. Folders that are never searched
   * (`.git`, `.dvc/cache`, …) may be missing in it, unless it is asked for one of them; their files open by their paths all the same.
   */
  list(folder: string): readonly string[];
  /** Null where there is no such file. Throws `UnreadableBytes`. */
  open(path: string): Promise<ByteSource | null>;
  /** The whole text of a file: UTF-8 or UTF-16, in gzip or not. Null where there is no such file. Throws `UnreadableBytes`. */
  readText(path: string): Promise<Result<string, NoText> | null>;
  /** What a file of the place is called among those that are dropped with it. */
  shownName(path: string): string;
}

/** The files of a place; `open` and `listOthers` are asked for paths that are listed, and for others that may lie in folders that are never searched. */
export function placeOf(
  paths: readonly string[],
  open: (path: string) => Promise<ByteSource | null>,
  text: TextCodec,
  shownName: (path: string) => string = (path) => path,
  listOthers: (folder: string) => readonly string[] = () => [],
): LineagePlace {
  const sorted = paths.toSorted(comparePaths);
  const openResolved = (path: string): Promise<ByteSource | null> => {
    const resolved = resolvePath(path);
    return resolved === null ? Promise.resolve(null) : open(resolved);
  };
  return {
    list(folder) {
      if (folder === '') return sorted;
      const listed = startingWith(sorted, `${folder}/`);
      return listed.length > 0 ? listed : listOthers(folder);
    },
    open: openResolved,
    async readText(path) {
      const source = await openResolved(path);
      return source && readLineageText(source, text);
    },
    shownName,
  };
}

/** In byte order those stand together. */
function startingWith(sorted: readonly string[], prefix: string): readonly string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePaths(sorted[middle]!, prefix) < 0) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < sorted.length && sorted[end]!.startsWith(prefix)) end++;
  return sorted.slice(low, end);
}

/** A place of one file whose text is at hand. */
export function placeOfText(path: string, content: string, text: TextCodec): LineagePlace {
  const bytes = (): Uint8Array<ArrayBuffer> => text.encode(content);
  return {
    list: (folder) => (folder === '' || path.startsWith(`${folder}/`) ? [path] : []),
    open(asked) {
      const all = resolvePath(asked) === path ? bytes() : null;
      const source = all && {
        byteLength: all.length,
        read: (start: number, end: number) => Promise.resolve(all.slice(start, end)),
      };
      return Promise.resolve(source);
    },
    readText: (asked) => Promise.resolve(resolvePath(asked) === path ? ok(content) : null),
    shownName: (asked) => asked,
  };
}

/** A path of the place without `.`, `..` and doubled slashes; null where it leads out of it. */
export function resolvePath(path: string): string | null {
  if (path.startsWith('/')) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** A path beside a file of the place: what `data/a.dvc` calls `../b` is `b`. Null where it leads out of the place. */
export function pathBeside(file: string, relative: string): string | null {
  if (relative.startsWith('/')) return null;
  const folder = folderOf(file);
  return resolvePath(folder === '' ? relative : `${folder}/${relative}`);
}

/** The folder that a path lies in; empty for one at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
