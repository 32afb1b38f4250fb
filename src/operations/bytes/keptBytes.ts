import type { Store } from '../core/store';

/** The files of a workspace whose bytes are on this device. */
export interface KeptBytes {
  readonly kept: FilesTogether;
  /** By a clean-up that can still be taken back. */
  readonly freed: FilesTogether;
}

/** How many files there are, and how large they are together. */
export interface FilesTogether {
  readonly fileCount: number;
  /** Of the files as they were dropped; stored they take less. */
  readonly byteLength: number;
}

/** How much of a workspace is kept. */
export function readKeptBytes(store: Store) {
  return store.read(async ({ keptFiles }): Promise<KeptBytes> => {
    const count = async (state: 'kept' | 'freed'): Promise<FilesTogether> => {
      const digests = await keptFiles.digests(state);
      const files = await Promise.all(digests.map((digest) => keptFiles.get(digest)));
      return {
        fileCount: files.length,
        byteLength: files.reduce((sum, file) => sum + (file?.byteLength ?? 0), 0),
      };
    };
    return { kept: await count('kept'), freed: await count('freed') };
  });
}
