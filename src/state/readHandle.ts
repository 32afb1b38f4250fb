import type { DroppedItem } from './services';

type DirectoryItem = Extract<DroppedItem, { kind: 'directory' }>;
type DirectoryFile = DirectoryItem['files'][number];

/** A handle with the permission calls of the File System Access API, where the browser has them. */
interface PermittedHandle {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

/** A folder behind a handle; paths are relative to it, with `/`. */
export async function directoryFromHandle(handle: FileSystemDirectoryHandle): Promise<DirectoryItem> {
  return { kind: 'directory', name: handle.name, files: await filesBelow(handle, ''), handle };
}

/** All at once: each file is asked for and waited for, and of a repository there are thousands. */
async function filesBelow(folder: FileSystemDirectoryHandle, prefix: string): Promise<DirectoryFile[]> {
  const found: Promise<readonly DirectoryFile[]>[] = [];
  for await (const child of folder.values()) {
    const path = `${prefix}${child.name}`;
    const below =
      child instanceof FileSystemDirectoryHandle
        ? filesBelow(child, `${path}/`)
        : child.getFile().then((file) => [{ path, file }]);
    // Awaited below; a fault before that must not count as unhandled.
    below.catch(() => {});
    found.push(below);
  }
  return (await Promise.all(found)).flat();
}

/** What lies behind a kept handle now. `missing` where nothing does, `notAllowed` where the person or browser says no. */
export async function itemFromHandle(
  handle: FileSystemHandle,
): Promise<DroppedItem | 'missing' | 'notAllowed'> {
  if (!(await isReadAllowed(handle))) return 'notAllowed';
  try {
    if (handle instanceof FileSystemDirectoryHandle) return await directoryFromHandle(handle);
    const file = await (handle as FileSystemFileHandle).getFile();
    return { kind: 'file', path: handle.name, file, handle: handle as FileSystemFileHandle };
  } catch (error) {
    return whyNotRead(error);
  }
}

/** The file at a path below a folder's handle. */
export async function itemInFolder(
  folder: FileSystemHandle,
  path: string,
): Promise<DroppedItem | 'missing' | 'notAllowed'> {
  if (!(folder instanceof FileSystemDirectoryHandle)) return 'missing';
  if (!(await isReadAllowed(folder))) return 'notAllowed';
  try {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let inside = folder;
    for (const part of parts) inside = await inside.getDirectoryHandle(part);
    const handle = await inside.getFileHandle(name);
    return { kind: 'file', path: name, file: await handle.getFile(), handle };
  } catch (error) {
    return whyNotRead(error);
  }
}

async function isReadAllowed(handle: FileSystemHandle & PermittedHandle): Promise<boolean> {
  if ((await handle.queryPermission?.({ mode: 'read' })) === 'granted') return true;
  // Without a click that is recent enough the browser refuses to ask, by an error.
  const asked = await handle.requestPermission?.({ mode: 'read' }).catch(() => 'denied' as const);
  // A browser without permission calls says no when the file is read.
  return asked === undefined || asked === 'granted';
}

function whyNotRead(error: unknown): 'missing' | 'notAllowed' {
  if (!(error instanceof DOMException)) throw error;
  return error.name === 'NotAllowedError' || error.name === 'SecurityError' ? 'notAllowed' : 'missing';
}
