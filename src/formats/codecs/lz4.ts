import { refuse } from '../refusal';
import { copyBack } from './snappy';

const frameMagic = 0x184d_2204;

/** Decompresses an LZ4 frame (the format's description, version 1.6.4) of `byteLength` bytes, checksums unchecked. */
export function decompressLz4Frame(input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  if (!isFrame(input)) refuse('a buffer is no LZ4 frame');
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const flags = input[4]!;
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const output = new Uint8Array(byteLength);
  let filled = 0;
  let at = 7 + (hasContentSize ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
  for (;;) {
    if (at + 4 > input.length) refuse('an LZ4 frame ends too early');
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) break;
    const length = size & 0x7fff_ffff;
    if (at + length > input.length) refuse('an LZ4 frame ends too early');
    const block = input.subarray(at, at + length);
    filled = size >= 0x8000_0000 ? stored(block, output, filled) : decompressBlock(block, output, filled);
    at += length + (hasBlockChecksum ? 4 : 0);
  }
  return whole(output, filled);
}

/** Decompresses one LZ4 block of `byteLength` bytes. */
export function decompressLz4Block(input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(byteLength);
  return whole(output, decompressBlock(input, output, 0));
}

/**
 * Decompresses what Parquet calls LZ4, which was never described: Hadoop's blocks with their two lengths before each
 * (most significant byte first), a frame, or a plain block.
 */
export function decompressAnyLz4(input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  if (isFrame(input)) return decompressLz4Frame(input, byteLength);
  const blocks = hadoopBlocks(input, byteLength);
  if (blocks === null) return decompressLz4Block(input, byteLength);
  const output = new Uint8Array(byteLength);
  let filled = 0;
  for (const block of blocks) filled = decompressBlock(block, output, filled);
  return whole(output, filled);
}

function isFrame(input: Uint8Array): boolean {
  if (input.length < 7) return false;
  return new DataView(input.buffer, input.byteOffset, input.byteLength).getUint32(0, true) === frameMagic;
}

/** Null where the lengths don't add up to those of a whole. */
function hadoopBlocks(input: Uint8Array, byteLength: number): Uint8Array[] | null {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const blocks: Uint8Array[] = [];
  let total = 0;
  let at = 0;
  while (at + 8 <= input.length) {
    total += view.getUint32(at);
    const end = at + 8 + view.getUint32(at + 4);
    if (end > input.length) return null;
    blocks.push(input.subarray(at + 8, end));
    at = end;
  }
  return at === input.length && total === byteLength ? blocks : null;
}

function stored(block: Uint8Array, output: Uint8Array, filled: number): number {
  if (filled + block.length > output.length) refuse('LZ4 data is longer than it says');
  output.set(block, filled);
  return filled + block.length;
}

/** Writes what a block holds behind the `filled` bytes that stand there, and gives how many there are then. */
function decompressBlock(block: Uint8Array, output: Uint8Array, from: number): number {
  let at = 0;
  let filled = from;
  const extended = (nibble: number): number => {
    let length = nibble;
    if (nibble !== 15) return length;
    for (;;) {
      const byte = block[at++];
      if (byte === undefined) refuse('an LZ4 block ends too early');
      length += byte;
      if (byte !== 255) return length;
    }
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = extended(token >> 4);
    if (at + literals > block.length) refuse('an LZ4 block ends too early');
    filled = stored(block.subarray(at, at + literals), output, filled);
    at += literals;
    if (at >= block.length) return filled;
    if (at + 2 > block.length) refuse('an LZ4 block ends too early');
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    if (distance === 0 || distance > filled) refuse('an LZ4 block refers to bytes before its start');
    const length = extended(token & 15) + 4;
    if (filled + length > output.length) refuse('LZ4 data is longer than it says');
    copyBack(output, filled, distance, length);
    filled += length;
  }
  return filled;
}

function whole(output: Uint8Array<ArrayBuffer>, filled: number): Uint8Array<ArrayBuffer> {
  if (filled !== output.length) refuse(`LZ4 data holds ${filled} bytes, where ${output.length} belong`);
  return output;
}
