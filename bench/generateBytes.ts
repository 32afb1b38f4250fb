import { generatedFile } from './generatedFile';

const mebibyte = 1024 * 1024;

/** A file of `size` MiB that a seed settles, in which nothing comes twice: Marsaglia's xorshift of 32 bits, a word a step. */
export function generateBytes(size: number, seed: number): Promise<string> {
  return generatedFile(`noise-${size}-${seed}.bin`, function* () {
    let state = seed;
    for (let index = 0; index < size; index++) {
      const words = new Uint32Array(mebibyte / 4);
      for (let at = 0; at < words.length; at++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        words[at] = state;
      }
      yield new Uint8Array(words.buffer);
    }
  });
}
