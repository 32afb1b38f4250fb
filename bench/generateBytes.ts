import { generatedFile } from './generatedFile';
import { seededRandom } from '../src/lib/random';

const mebibyte = 1024 * 1024;

/** A file of `size` MiB that a seed settles: one random MiB, then itself again with a number in each copy. */
export function generateBytes(size: number, seed: number): Promise<string> {
  return generatedFile(`bytes-${size}-${seed}.bin`, function* () {
    const random = seededRandom(seed);
    const block = Uint8Array.from({ length: mebibyte }, () => random() * 256);
    for (let index = 0; index < size; index++) {
      const piece = block.slice();
      new DataView(piece.buffer).setUint32(0, index);
      yield piece;
    }
  });
}
