import { gear } from './gear';

/** The number of the rule of [V30] to [V32]; a change of anything there is a rule of its own, and old lists keep theirs. */
export const chunkingRule = 1;

/** [V31] In bytes. A file's last chunk alone may be shorter than `min`. */
export const chunkSizes = { min: 16 * 1024, normal: 64 * 1024, max: 256 * 1024 } as const;

/** The bytes that the rolling hash is of: what is older has been shifted out of its 32 bits. */
const windowByteLength = 32;
/** [V32] Zero where a chunk ends: 18 bits before the normal length, so that few end early; 14 after it. */
const maskBeforeNormal = 0xffff_c000 | 0;
const maskAfterNormal = 0xfffc_0000 | 0;

/** Finds where the chunks of one file end, from its bytes in order, however they come in pieces. */
export interface Chunker {
  /**
   * The index in `bytes`, after `from`, at which the chunk under way ends (the next one begins there), or -1 where it goes
   * on beyond `bytes`. Call it again from each end until it gives -1, then with the next piece from 0.
   */
  nextEnd(bytes: Uint8Array, from: number): number;
}

/** FastCDC with normalised chunking over a gear hash: rules [V30] to [V32]. */
export function createChunker(): Chunker {
  /** Of the chunk under way. */
  let length = 0;
  let hash = 0;

  return {
    nextEnd(bytes, from) {
      // The position in `bytes` that this chunk's byte 0 has, or would have.
      const start = from - length;
      const available = bytes.length;
      let at = Math.min(Math.max(from, start + chunkSizes.min - windowByteLength), available);
      let state = hash;

      const warmEnd = Math.min(start + chunkSizes.min - 1, available);
      while (at < warmEnd) state = ((state << 1) + gear[bytes[at++]!]!) | 0;

      const normalEnd = Math.min(start + chunkSizes.normal, available);
      while (at < normalEnd) {
        state = ((state << 1) + gear[bytes[at++]!]!) | 0;
        if ((state & maskBeforeNormal) === 0) return end(at);
      }
      const maxEnd = Math.min(start + chunkSizes.max, available);
      while (at < maxEnd) {
        state = ((state << 1) + gear[bytes[at++]!]!) | 0;
        if ((state & maskAfterNormal) === 0) return end(at);
      }
      if (at === start + chunkSizes.max) return end(at);
      length = available - start;
      hash = state;
      return -1;
    },
  };

  function end(at: number): number {
    length = 0;
    hash = 0;
    return at;
  }
}
