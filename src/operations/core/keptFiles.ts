import type { ChunkList } from '../../versioning/chunking/chunkList';
import type { Digest } from '../../versioning/digest';

/** A file whose bytes are kept on this device: the chunks that they are, in order. Never exported without its bytes. */
export interface KeptFile extends ChunkList {
  readonly digest: Digest;
  readonly byteLength: number;
  /** `freed` by a clean-up that was not emptied yet, and can be taken back. */
  readonly state: 'kept' | 'freed';
}

/** What a transaction knows of the bytes kept on this device; unlike the tables, these records change. */
export interface KeptFiles {
  get(digest: Digest): Promise<KeptFile | undefined>;
  /** The digests alone: chunk lists of large files are long. */
  digests(state: KeptFile['state']): Promise<readonly Digest[]>;
  put(files: readonly KeptFile[]): Promise<void>;
  remove(digests: readonly Digest[]): Promise<void>;
}
