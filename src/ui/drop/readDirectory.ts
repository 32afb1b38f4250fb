import type { DroppedItem } from '../../state/services';

type DirectoryItem = Extract<DroppedItem, { kind: 'directory' }>;
type DirectoryFile = DirectoryItem['files'][number];

/** A folder where the browser offers no handles; paths are relative to it, with `/`. */
export async function directoryFromEntry(entry: FileSystemDirectoryEntry): Promise<DirectoryItem> {
  const files: DirectoryFile[] = [];
  const visit = async (folder: FileSystemDirectoryEntry, prefix: string): Promise<void> => {
    for (const child of await childrenOf(folder)) {
      const path = `${prefix}${child.name}`;
      if (child.isDirectory) await visit(child as FileSystemDirectoryEntry, `${path}/`);
      else files.push({ path, file: await fileOf(child as FileSystemFileEntry) });
    }
  };
  await visit(entry, '');
  return { kind: 'directory', name: entry.name, files, handle: null };
}

/** What a folder input gives: files whose `webkitRelativePath` begins with the folder's name. */
export function directoriesFromInput(files: readonly File[]): DirectoryItem[] {
  const folders = new Map<string, DirectoryFile[]>();
  for (const file of files) {
    const [name = '', ...rest] = file.webkitRelativePath.split('/');
    const member = { path: rest.join('/'), file };
    const members = folders.get(name);
    if (members) members.push(member);
    else folders.set(name, [member]);
  }
  return [...folders].map(([name, members]) => ({ kind: 'directory', name, files: members, handle: null }));
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  // A reader gives at most 100 at a time, and nothing when all were given.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
