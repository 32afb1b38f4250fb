import { refuse } from '../refusal';

/** Decompresses a Snappy block (the format's description of 2011) that holds exactly `byteLength` bytes; refuses any other. */
export function decompressSnappy(input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(byteLength);
  let at = skipLength(input, byteLength);
  let filled = 0;
  while (at < input.length) {
    const tag = input[at++]!;
    const extra = tag & 3;
    if (extra === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const count = length - 59;
        length = littleEndian(input, at, count);
        at += count;
      }
      length++;
      if (at + length > input.length || filled + length > byteLength) refuse('a Snappy literal is too long');
      output.set(input.subarray(at, at + length), filled);
      at += length;
      filled += length;
      continue;
    }
    const length = extra === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const count = extra === 3 ? 4 : extra;
    const distance = littleEndian(input, at, count) + (extra === 1 ? (tag >> 5) << 8 : 0);
    at += count;
    if (distance === 0 || distance > filled) refuse('a Snappy block refers to bytes before its start');
    if (filled + length > byteLength) refuse('a Snappy block is longer than it says');
    copyBack(output, filled, distance, length);
    filled += length;
  }
  if (filled !== byteLength) refuse('a Snappy block ends too early');
  return output;
}

/** Copies `length` bytes from `distance` before `at` to `at`; where they overlap, what was copied is copied on. */
export function copyBack(bytes: Uint8Array, at: number, distance: number, length: number): void {
  if (distance >= length) bytes.copyWithin(at, at - distance, at - distance + length);
  else if (distance === 1) bytes.fill(bytes[at - 1]!, at, at + length);
  else for (let index = at; index < at + length; index++) bytes[index] = bytes[index - distance]!;
}

function skipLength(input: Uint8Array, byteLength: number): number {
  let length = 0;
  for (let at = 0; at < 5 && at < input.length; at++) {
    const byte = input[at]!;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) {
      if (length !== byteLength)
        refuse(`a Snappy block says that it holds ${length} bytes, where ${byteLength} belong`);
      return at + 1;
    }
  }
  return refuse('a Snappy block does not say how long it is');
}

function littleEndian(input: Uint8Array, at: number, count: number): number {
  if (at + count > input.length) refuse('a Snappy block ends too early');
  let value = 0;
  for (let index = 0; index < count; index++) value += input[at + index]! * 2 ** (8 * index);
  return value;
}
