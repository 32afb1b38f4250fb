import type { Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import type { StoreFailure } from '../core/store';

/** A piece of a file's bytes on its way into the store, under its own digest. */
export interface Chunk {
  readonly digest: Digest;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** One that is likely to share most of its bytes, so that only the difference need be stored. */
  readonly similarTo?: Digest;
}

/** What a chunk takes on disk, and the one that it is stored as a difference from. */
export interface ChunkPlace {
  readonly digest: Digest;
  readonly storedByteLength: number;
  readonly base?: Digest;
}

/** Pieces of files, each once under its own digest; one a browser origin, which all workspaces share. */
export interface ChunkStore {
  /** Those of `digests` that are not kept, each once. */
  missing(digests: readonly Digest[]): Promise<readonly Digest[]>;
  /**
   * All or none; those that are there already stay as they are. What is added `atSync` outlives a crash of the program at
   * once, and one of the machine after the next `sync`: many small files are stored in a fraction of the time.
   */
  add(chunks: readonly Chunk[], durable?: 'now' | 'atSync'): Promise<Result<void, StoreFailure>>;
  /** Before anything refers to what was added `atSync`. */
  sync(): Promise<Result<void, StoreFailure>>;
  /**
   * As they are kept, their digests unchecked; null where one is not there or cannot be read. In the order asked for. One
   * that is damaged gives bytes of another digest. `room` is memory that they may be put into, each where it is to stand
   * behind those before it: who reads much and joins it needs no other then. They may as well come elsewhere.
   */
  read(
    digests: readonly Digest[],
    room?: Uint8Array<ArrayBuffer>,
  ): Promise<readonly (Uint8Array<ArrayBuffer> | null)[]>;
  /** Every chunk, in pages. */
  pages(): AsyncIterable<readonly ChunkPlace[]>;
  /** What others are stored as a difference from is taken out of them first. */
  remove(digests: readonly Digest[]): Promise<void>;
}
