import type { Cancellation } from '../lib/ports';
import type { ByteSink } from '../operations/bytes/restore';
import type { TargetFolder } from '../operations/bytes/restoreFolder';
import type { Digest } from '../versioning/digest';

/** Where a file is restored to without a place on disk: held by the browser, which moves large ones to disk itself. */
export function blobSink(type: string): ByteSink & { readonly blob: () => Blob | null } {
  let parts: Blob[] = [];
  let whole: Blob | null = null;
  return {
    async write(bytes) {
      parts.push(new Blob([bytes]));
    },
    async close() {
      whole = new Blob(parts, { type });
    },
    async abort() {
      parts = [];
    },
    blob: () => whole,
  };
}

/**
 * A file that a person chose a place for: what is written counts once it is closed, and until then nothing is there.
 * `byteLength` is how long it will be, where that is known.
 */
export async function fileSink(
  handle: FileSystemFileHandle & RemovableHandle,
  byteLength: number | null,
): Promise<ByteSink> {
  const isNew = (await handle.getFile()).size === 0;
  return sinkOver(await handle.createWritable(), byteLength, async () => {
    // The dialog has made an empty file of that name, which is not what was asked for.
    if (isNew) await handle.remove?.();
  });
}

/** In Chromium; others leave the empty file. */
interface RemovableHandle {
  remove?(): Promise<void>;
}

/** From here on a file is given its length before it is written. */
const reservedByteLength = 1024 * 1024;

async function sinkOver(
  writable: FileSystemWritableFileStream,
  byteLength: number | null,
  clean: () => Promise<void>,
): Promise<ByteSink> {
  const sink: ByteSink = {
    write: (bytes) => writable.write(bytes),
    close: () => writable.close(),
    async abort() {
      await writable.abort().catch(() => undefined);
      await clean().catch(() => undefined);
    },
  };
  if (byteLength === null || byteLength < reservedByteLength) return sink;
  try {
    // A file that grows with each write takes Chromium a third longer (measured), and one that doesn't fit is refused too late.
    await writable.truncate(byteLength);
    return sink;
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** A folder behind a handle that may be written. `digestOf` reads a file of it. */
export function folderTarget(
  root: FileSystemDirectoryHandle,
  digestOf: (file: File, cancellation: Cancellation) => Promise<Digest>,
): TargetFolder {
  const folderOf = async (path: string, create: boolean): Promise<FileSystemDirectoryHandle> => {
    let folder = root;
    for (const part of path.split('/').slice(0, -1))
      folder = await folder.getDirectoryHandle(part, { create });
    return folder;
  };
  const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return {
    async look(path) {
      try {
        const handle = await (await folderOf(path, false)).getFileHandle(nameIn(path));
        const file = await handle.getFile();
        return {
          byteLength: file.size,
          lastModifiedMs: file.lastModified,
          digest: (cancellation) => digestOf(file, cancellation),
        };
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        if (error.name === 'NotFoundError') return 'nothing';
        if (error.name === 'TypeMismatchError') return 'blocked';
        throw error;
      }
    },
    async begin(path, byteLength) {
      const folder = await folderOf(path, true);
      const name = nameIn(path);
      const isNew = await folder.getFileHandle(name).then(
        () => false,
        () => true,
      );
      const handle = await folder.getFileHandle(name, { create: true });
      return sinkOver(await handle.createWritable(), byteLength, async () => {
        if (isNew) await folder.removeEntry(name);
      });
    },
  };
}
