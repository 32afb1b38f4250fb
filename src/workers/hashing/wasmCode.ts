/** The binary form of WebAssembly, as far as the hashes need it: instructions as bytes, and a module around one function. */

export const i32 = 0x7f;
export const v128 = 0x7b;

/** Where a hash's module has its state and the blocks that it is to take, in its memory. */
export interface HashLayout {
  readonly state: number;
  readonly blocks: number;
  readonly blockBytes: number;
}

/** A module that exports `memory`, of at least `byteLength`, and `compress(address, blockCount)` with that body. */
export function assembleHashModule(
  byteLength: number,
  compressBody: readonly number[],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 2, i32, i32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(Math.ceil(byteLength / 65_536))]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('compress'), 0, 0]),
    ...section(10, [1, ...sized(compressBody)]),
  ]);
}

export function get(local: number): number[] {
  return [0x20, ...unsigned(local)];
}

export function set(local: number): number[] {
  return [0x21, ...unsigned(local)];
}

export function tee(local: number): number[] {
  return [0x22, ...unsigned(local)];
}

export function constant(value: number): number[] {
  return [0x41, ...signed(value)];
}

export function loadWord(offset: number): number[] {
  return [0x28, 2, ...unsigned(offset)];
}

export function loadVector(offset: number): number[] {
  return [...simd(0x00), 0, ...unsigned(offset)];
}

export function shuffle(lanes: readonly number[]): number[] {
  return [...simd(0x0d), ...lanes];
}

export function simd(...opcode: readonly [number, number?]): number[] {
  const [low, high] = opcode;
  return [0xfd, ...(high === undefined ? unsigned(low) : [low, high])];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  return sized([...text].map((character) => character.charCodeAt(0)));
}

/** LEB128. */
export function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const rest = value >> 6;
  return rest === 0 || rest === -1 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}
