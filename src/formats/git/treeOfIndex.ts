import { joinBytes } from '../../lib/joinBytes';
import { asciiBytes, bytesOfHex, objectId, type GitPorts } from './gitFolder';
import type { IndexEntry } from './readIndex';

interface Folder {
  readonly files: Map<string, { readonly mode: number; readonly id: string }>;
  readonly folders: Map<string, Folder>;
}

/** What `git write-tree` prints: the id of the tree that a commit of the index would have. */
export async function treeOfIndex(
  entries: readonly IndexEntry[],
  algorithm: 'SHA-1' | 'SHA-256',
  ports: GitPorts,
): Promise<string> {
  const root: Folder = { files: new Map(), folders: new Map() };
  for (const { name, mode, id, isOnlyIntended } of entries) {
    if (isOnlyIntended) continue;
    const parts = name.split('/');
    // A folder of a sparse index ends with a slash, and has its tree's id.
    if (mode === 0o040000) parts.pop();
    const last = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      let next = folder.folders.get(part);
      if (!next) folder.folders.set(part, (next = { files: new Map(), folders: new Map() }));
      folder = next;
    }
    folder.files.set(last, { mode, id });
  }
  return idOf(root, algorithm, ports);
}

async function idOf(folder: Folder, algorithm: 'SHA-1' | 'SHA-256', ports: GitPorts): Promise<string> {
  const lines = [...folder.files].map(([name, { mode, id }]) => ({ name, mode, id }));
  for (const [name, inside] of folder.folders)
    lines.push({ name, mode: 0o040000, id: await idOf(inside, algorithm, ports) });
  // By bytes, a folder as if its name ended with a slash. Names have a character a byte.
  const key = ({ name, mode }: (typeof lines)[number]): string => (mode === 0o040000 ? `${name}/` : name);
  lines.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
  const pieces = lines.map(({ name, mode, id }) => {
    const head = asciiBytes(`${mode.toString(8)} ${name}\0`);
    const line = new Uint8Array(head.length + id.length / 2);
    line.set(head);
    line.set(bytesOfHex(id), head.length);
    return line;
  });
  return objectId('tree', joinBytes(pieces), algorithm, ports);
}
