import { directoryFromHandle } from '../../state/readHandle';
import type { DroppedItem } from '../../state/services';
import type {} from './fileSystemAccess';
import { directoryFromEntry } from './readDirectory';

/**
 * What was dropped, in the order it was dropped; folders whole. Handles and entries must be asked for before
 * the event returns, so call it from the handler itself and await its result after.
 */
export function readDataTransfer(transfer: DataTransfer): Promise<DroppedItem[]> {
  const pending = [...transfer.items].filter((item) => item.kind === 'file').map(readItem);
  // A paste, and browsers without items, give files alone.
  if (pending.length === 0) return Promise.resolve(filesAsItems([...transfer.files]));
  return Promise.all(pending).then((items) => items.filter((item) => item !== null));
}

export function filesAsItems(files: readonly File[]): DroppedItem[] {
  return files.map((file) => ({ kind: 'file', path: file.name, file, handle: null }));
}

function readItem(item: DataTransferItem): Promise<DroppedItem | null> {
  const file = item.getAsFile();
  const entry = item.webkitGetAsEntry();
  const handle = item.getAsFileSystemHandle?.() ?? Promise.resolve(null);
  return handle
    .catch(() => null)
    .then(async (found): Promise<DroppedItem | null> => {
      if (found instanceof FileSystemDirectoryHandle) return directoryFromHandle(found);
      if (found instanceof FileSystemFileHandle) {
        return { kind: 'file', path: found.name, file: await found.getFile(), handle: found };
      }
      if (entry?.isDirectory) return directoryFromEntry(entry as FileSystemDirectoryEntry);
      return file === null ? null : { kind: 'file', path: file.name, file, handle: null };
    });
}
