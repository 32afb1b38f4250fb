import { decompressBrotli as decompress } from 'hyparquet-compressors';
import { refuse, refusing } from '../refusal';

/** Decompresses Brotli data (RFC 7932) of `byteLength` bytes. */
export function decompressBrotli(input: Uint8Array, byteLength: number): Uint8Array {
  // The decoder makes room for whatever the data says it holds; of most, its first block says it.
  const first = firstBlockByteLength(input);
  if (first > byteLength)
    refuse(`Brotli data says that it holds ${first} bytes or more, where ${byteLength} belong`);
  const output = refusing('Brotli data', () => decompress(input, byteLength));
  if (output.length !== byteLength)
    refuse(`Brotli data holds other than the ${byteLength} bytes that belong`);
  return output;
}

/** How much the first meta-block holds (RFC 7932, 9.1 and 9.2); 0 for an empty one, and for one of metadata. */
function firstBlockByteLength(input: Uint8Array): number {
  let at = 0;
  const bits = (count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index++, at++)
      value += (((input[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** index;
    return value;
  };
  // The window's size takes 1, 4 or 7 bits.
  if (bits(1) === 1 && bits(3) === 0) bits(3);
  const isLast = bits(1) === 1;
  if (isLast && bits(1) === 1) return 0;
  const nibbles = bits(2);
  return nibbles === 3 ? 0 : bits((nibbles + 4) * 4) + 1;
}
