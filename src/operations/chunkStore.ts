import type { Result } from '../lib/result';
import type { Digest } from '../versioning/digest';
import type { StoreFailure } from './store';

export interface Chunk {
  readonly digest: Digest;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Pieces of files, each once under its own digest; one a browser origin, which all workspaces share. */
export interface ChunkStore {
  /** Those of `digests` that are not kept, each once. */
  missing(digests: readonly Digest[]): Promise<readonly Digest[]>;
  /** All or none; those that are there already stay as they are. */
  add(chunks: readonly Chunk[]): Promise<Result<void, StoreFailure>>;
  /** As they are kept, their digests unchecked; null where one is not there. In the order asked for. */
  read(digests: readonly Digest[]): Promise<readonly (Uint8Array<ArrayBuffer> | null)[]>;
  /** Every chunk, in pages, with the bytes that it takes on disk. */
  pages(): AsyncIterable<readonly { readonly digest: Digest; readonly storedByteLength: number }[]>;
  remove(digests: readonly Digest[]): Promise<void>;
}
