import type { Digest } from '../digest';

/** The chunks that a file is, in order. */
export interface ChunkList {
  /** The rule that cut it, as SPEC.md numbers them. */
  readonly chunking: number;
  readonly chunks: readonly ListedChunk[];
}

/** A chunk by its digest, and how many bytes it is. */
export interface ListedChunk {
  readonly digest: Digest;
  readonly byteLength: number;
}
