import { directoryFromHandle } from '../../state/readHandle';
import type { DroppedItem } from '../../state/services';
import type {} from './fileSystemAccess';

/** Asks for files through the browser's picker that gives handles; null where there is none and an input must do. */
export async function pickFiles(): Promise<DroppedItem[] | null> {
  if (!window.showOpenFilePicker) return null;
  const handles = await unlessDismissed(window.showOpenFilePicker({ multiple: true }));
  return Promise.all(
    (handles ?? []).map(async (handle) => ({
      kind: 'file' as const,
      path: handle.name,
      file: await handle.getFile(),
      handle,
    })),
  );
}

/** The same for a folder. */
export async function pickFolder(): Promise<DroppedItem[] | null> {
  if (!window.showDirectoryPicker) return null;
  const handle = await unlessDismissed(window.showDirectoryPicker());
  return handle === null ? [] : [await directoryFromHandle(handle)];
}

/** Closing the picker is an AbortError, and no failure. */
async function unlessDismissed<T>(picked: Promise<T>): Promise<T | null> {
  try {
    return await picked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
