import type { TextCodec } from '../../lib/ports';
import { asciiOf, hexOf, type GitFolder, type GitPorts } from './gitFolder';
import { readCommitTree } from './readCommitTree';
import { readGitObject } from './readGitObject';

/** A larger tree is hostile. */
const largestTree = 256 * 1024 * 1024;
const deepestTree = 200;
/** More files of one commit are not listed. */
const mostFiles = 1_000_000;

/** One line of a tree. */
export interface TreeEntry {
  /** Its path below what was asked for; empty where it is that itself. */
  readonly path: string;
  /** In octal, such as `100644`, `120000` for a symbolic link, `160000` for a submodule and `40000` for a folder. */
  readonly mode: string;
  readonly id: string;
}

/** The entry of a commit at a path, with `/` between folders; null where it has none. The empty path is the whole tree. */
export async function readTreePath(
  commit: string,
  path: string,
  common: GitFolder,
  ports: GitPorts,
  text: TextCodec,
): Promise<TreeEntry | null> {
  const tree = await readCommitTree(commit, common, ports);
  let found: TreeEntry | null = tree === null ? null : { path: '', mode: '40000', id: tree };
  for (const part of path.split('/').filter((each) => each !== '' && each !== '.')) {
    if (found?.mode !== '40000') return null;
    const entries: readonly TreeEntry[] | null = await entriesOf(found.id, common, ports, text);
    found = entries?.find((each) => each.path === part) ?? null;
  }
  return found && { ...found, path: '' };
}

/** All files below a tree, in the order of their paths as Git sorts them; null where a tree is not there, or there are too many. */
export async function listTree(
  id: string,
  common: GitFolder,
  ports: GitPorts,
  text: TextCodec,
): Promise<readonly TreeEntry[] | null> {
  const files: TreeEntry[] = [];
  const waiting: { readonly entry: TreeEntry; readonly depth: number }[] = [
    { entry: { path: '', mode: '40000', id }, depth: 0 },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { entry, depth } = next;
    if (entry.mode !== '40000') {
      files.push(entry);
      continue;
    }
    const entries = depth > deepestTree ? null : await entriesOf(entry.id, common, ports, text);
    if (!entries || files.length + waiting.length + entries.length > mostFiles) return null;
    for (const each of entries.toReversed()) {
      const path = entry.path === '' ? each.path : `${entry.path}/${each.path}`;
      waiting.push({ entry: { ...each, path }, depth: depth + 1 });
    }
  }
  return files;
}

async function entriesOf(
  id: string,
  common: GitFolder,
  ports: GitPorts,
  text: TextCodec,
): Promise<readonly TreeEntry[] | null> {
  const object = await readGitObject(id, common, largestTree, ports);
  if (object?.type !== 'tree') return null;
  const { content } = object;
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = space === -1 ? -1 : content.indexOf(0, space);
    const next = end + 1 + id.length / 2;
    if (end === -1 || next > content.length) return null;
    const name = content.subarray(space + 1, end);
    entries.push({
      path: text.decode(name, 'utf-8') ?? asciiOf(name),
      mode: asciiOf(content.subarray(at, space)),
      id: hexOf(content.subarray(end + 1, next)),
    });
    at = next;
  }
  return entries;
}
