import { refuse } from '../../refusal';
import { BitReader } from './bitReader';
import { type Decoded, decodeMetaBlock } from './metaBlock';

/**
 * Decompresses Brotli data (RFC 7932) of `byteLength` bytes. What a meta-block says it holds is held against that before it is
 * decoded, so that no more is ever made; data that holds less is refused, too.
 */
export function decompressBrotli(input: Uint8Array, byteLength: number): Uint8Array {
  const bits = new BitReader(input);
  const window = (1 << readWindowWidth(bits)) - 16;
  const decoded: Decoded = {
    output: new Uint8Array(byteLength),
    length: 0,
    window,
    distances: [4, 11, 15, 16],
  };
  while (!decodeNext(bits, decoded));
  if (decoded.length < byteLength)
    refuse(`Brotli data holds ${decoded.length} bytes, where ${byteLength} belong`);
  return decoded.output;
}

function readWindowWidth(bits: BitReader): number {
  if (bits.take(1) === 0) return 16;
  const wide = bits.take(3);
  if (wide > 0) return 17 + wide;
  const narrow = bits.take(3);
  if (narrow === 1) refuse('Brotli data is broken');
  return narrow === 0 ? 17 : 8 + narrow;
}

/** Decodes a meta-block; gives whether it was the last one (9.2). */
function decodeNext(bits: BitReader, decoded: Decoded): boolean {
  const isLast = bits.take(1) === 1;
  if (isLast && bits.take(1) === 1) return true;
  const nibbles = bits.take(2) + 4;
  if (nibbles === 7) {
    skipMetadata(bits);
    return isLast;
  }
  const held = takeNumber(bits, nibbles, 4) + 1;
  const { output, length } = decoded;
  if (held > output.length - length)
    refuse(`Brotli data says that it holds ${length + held} bytes or more, where ${output.length} belong`);
  if (!isLast && bits.take(1) === 1) {
    bits.align();
    output.set(bits.takeBytes(held), length);
    decoded.length += held;
  } else decodeMetaBlock(bits, decoded, held);
  return isLast;
}

/** A number in as many parts of so many bits; the last of more than are always there must not be zeros. */
function takeNumber(bits: BitReader, count: number, width: 4 | 8): number {
  const always = width === 4 ? 4 : 1;
  let value = 0;
  for (let index = 0; index < count; index++) {
    const part = bits.take(width);
    if (part === 0 && index === count - 1 && count > always) refuse('Brotli data is broken');
    value += part * 2 ** (width * index);
  }
  return value;
}

function skipMetadata(bits: BitReader): void {
  if (bits.take(1) !== 0) refuse('Brotli data is broken');
  const count = bits.take(2);
  const held = count === 0 ? 0 : takeNumber(bits, count, 8) + 1;
  bits.align();
  bits.takeBytes(held);
}
