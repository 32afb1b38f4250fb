import type { StatementSubject } from '../../formats/attestation/statement';
import type { Digest } from '../../versioning/digest';
import { isLeftOut, treeDigest, type TreePorts } from '../../versioning/tree';
import { sharedSegments } from '../core/sharedSegments';
import { type FileDigest, type FileMatch, matchFile } from './matchFile';

/**
 * Holds files against the subjects of a statement. A subject that is a folder without a list of its files is held against the tree
 * digest of the files below a folder of its name; these are then one match, of the folder.
 */
export function matchFiles(
  subjects: readonly StatementSubject[],
  files: readonly FileDigest[],
  ports: TreePorts,
): readonly FileMatch[] {
  const listed = subjects.filter(({ tree }) => tree === undefined);
  if (listed.length === subjects.length) return files.map((file) => matchFile(listed, file));
  const folders = foldersOf(files);
  const matches: FileMatch[] = [];
  const taken = new Set<FileDigest>();
  for (const subject of subjects) {
    if (subject.tree === undefined) continue;
    const match = matchTree(subject, folders, ports);
    if (!match) continue;
    matches.push(match);
    folders.get(match.path)!.forEach((file) => taken.add(file));
  }
  const others = files.filter((file) => !taken.has(file));
  return [...matches, ...others.map((file) => matchFile(listed, file))];
}

/** The folders above files, with all files below each. */
function foldersOf(files: readonly FileDigest[]): ReadonlyMap<string, readonly FileDigest[]> {
  const folders = new Map<string, FileDigest[]>();
  for (const file of files) {
    for (let at = file.path.lastIndexOf('/'); at > 0; at = file.path.lastIndexOf('/', at - 1)) {
      const folder = file.path.slice(0, at);
      const own = folders.get(folder) ?? [];
      folders.set(folder, own);
      own.push(file);
    }
  }
  return folders;
}

/** Of the folders whose names share most with a subject's the one that is it, else the first; null where none shares any. */
function matchTree(
  subject: StatementSubject,
  folders: ReadonlyMap<string, readonly FileDigest[]>,
  ports: TreePorts,
): FileMatch | null {
  const name = subject.name.replace(/@v\d+$/, '');
  const shared = Array.from(folders.keys(), (folder) => [folder, sharedSegments(name, folder)] as const);
  const most = Math.max(0, ...shared.map(([, count]) => count));
  if (most === 0) return null;
  const nearest = shared
    .filter(([, count]) => count === most)
    .map(([path]) => ({
      path,
      sha256: treeOf(path, folders.get(path)!, ports),
    }));
  const same = nearest.find(({ sha256 }) => sha256 === subject.tree);
  return { ...(same ?? nearest[0]!), status: same ? 'matches' : 'differs', subject };
}

function treeOf(folder: string, files: readonly FileDigest[], ports: TreePorts): string {
  const entries = files
    .map(({ path, sha256 }) => ({ path: path.slice(folder.length + 1), digest: sha256 as Digest }))
    .filter(({ path }) => !isLeftOut(path));
  return treeDigest(entries, ports);
}
