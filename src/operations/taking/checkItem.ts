import { isLeftOut } from '../../versioning/tree';
import type { CheckRoot } from './checkScope';
import { pathInFolder } from './snapshotUnit';
import type { ExpectedFile, FoundFile } from './stillTheSame';

/** A file of what was offered, before it is read; its path is relative to the folder, or the file's name. */
export interface OfferedFile {
  readonly path: string;
  readonly byteLength: number;
}

/**
 * Which files of an item have to be read to compare it with a root, each with the path that it is compared at. All of a
 * folder but what is below `.git/`. Of a folder that stands for one file, the file at its path, or where there is none
 * those of its size: it may have been moved.
 */
export function filesToRead<T extends OfferedFile>(
  root: CheckRoot,
  kind: 'file' | 'directory',
  offered: readonly T[],
): readonly { readonly file: T; readonly path: string }[] {
  if (kind === 'file') return offered.map((file) => ({ file, path: siblingOf(root.name, file.path) }));
  const kept = offered.filter(({ path }) => !isLeftOut(path));
  if (root.isFolder) return kept.map((file) => ({ file, path: pathInFolder(root.name, file.path) }));
  const places = [root.inside?.path, root.name, nameIn(root.name)];
  for (const place of places) {
    const file = kept.find(({ path }) => path === place);
    if (file) return [{ file, path: root.name }];
  }
  const [expected] = root.files;
  return kept
    .filter(({ byteLength }) => byteLength === expected?.byteLength)
    .map((file) => ({ file, path: file.path }));
}

/**
 * What was read of an item, at the paths where it counts. A single file that a person chose for a version is compared
 * with it under whatever name, unless it is the same bytes and so was renamed. Of a folder that stands for one file
 * only the same bytes count.
 */
export function countedFiles(
  root: CheckRoot,
  kind: 'file' | 'directory',
  found: readonly FoundFile[],
): readonly FoundFile[] {
  const [expected] = root.files;
  if (root.isFolder || !expected) return found;
  if (kind === 'directory')
    return found.filter((file) => file.path === root.name || isBytesOf(expected, file)).slice(0, 1);
  return found.map((file) => (isBytesOf(expected, file) ? file : { ...file, path: root.name }));
}

function isBytesOf(expected: ExpectedFile, found: FoundFile): boolean {
  return expected.digest === null ? expected.md5 === found.md5 : expected.digest === found.digest;
}

function siblingOf(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${nameIn(name)}`;
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
