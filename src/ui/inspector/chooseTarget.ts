import type {} from '../drop/fileSystemAccess';

/** Asks where to write a file; null where the browser has no such dialog, and a download must do. */
export async function chooseFileToWrite(name: string): Promise<FileSystemFileHandle | 'dismissed' | null> {
  if (!window.showSaveFilePicker) return null;
  return unlessDismissed(window.showSaveFilePicker({ suggestedName: nameForDialog(name) }));
}

/** Asks for a folder to write into. */
export async function chooseFolderToWrite(): Promise<FileSystemDirectoryHandle | 'dismissed' | null> {
  if (!window.showDirectoryPicker) return null;
  return unlessDismissed(window.showDirectoryPicker({ mode: 'readwrite' }));
}

/** The dialog throws at a name that a disk may not have. */
export function nameForDialog(name: string): string {
  const allowed = name.replace(/[\p{Cc}\\/:*?"<>|]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  return allowed === '' ? 'file' : allowed;
}

async function unlessDismissed<T>(picked: Promise<T>): Promise<T | 'dismissed'> {
  try {
    return await picked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'dismissed';
    throw error;
  }
}
