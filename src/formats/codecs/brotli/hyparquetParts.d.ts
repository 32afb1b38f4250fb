/** Of the decoder that hyparquet uses what the format prints in full: its words, and what is made of them (RFC 7932, appendices A and B). */
declare module 'hyparquet-compressors/src/brotli.transform.js' {
  /** Writes a word of the dictionary, changed by a transform, and gives how many bytes that is. */
  export function transformDictionaryWord(
    into: Uint8Array,
    at: number,
    word: number,
    byteLength: number,
    transform: number,
  ): number;
  export const kNumTransforms: number;
}
