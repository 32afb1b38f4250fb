/** The binary form of WebAssembly, as far as this project needs it: instructions as bytes, and a module around one function. */

export const i32 = 0x7f;

/** The type of a vector of 128 bits. */
export const v128 = 0x7b;

/** Memory of a module comes in pages of this size. */
export const pageByteLength = 65_536;

/** One function of 32-bit integers. */
export interface WasmFunction {
  readonly name: string;
  readonly parameterCount: number;
  readonly resultCount: 0 | 1;
  /** Its declarations of locals, then its instructions up to the last `end`. */
  readonly body: readonly number[];
}

/** A module that exports that function and `memory`, of at least `byteLength`. */
export function assembleModule(
  byteLength: number,
  { name, parameterCount, resultCount, body }: WasmFunction,
): Uint8Array<ArrayBuffer> {
  const types = [
    parameterCount,
    ...Array<number>(parameterCount).fill(i32),
    resultCount,
    ...Array<number>(resultCount).fill(i32),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, ...types]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(Math.ceil(byteLength / pageByteLength))]),
    ...section(7, [2, ...nameBytes('memory'), 2, 0, ...nameBytes(name), 0, 0]),
    ...section(10, [1, ...sized(body)]),
  ]);
}

/** Puts a local on the stack. */
export function get(local: number): number[] {
  return [0x20, ...unsigned(local)];
}

/** Takes the top of the stack into a local. */
export function set(local: number): number[] {
  return [0x21, ...unsigned(local)];
}

/** Copies the top of the stack into a local, and leaves it there. */
export function tee(local: number): number[] {
  return [0x22, ...unsigned(local)];
}

/** Puts a 32-bit number on the stack. */
export function constant(value: number): number[] {
  return [0x41, ...signed(value)];
}

/** Puts the 32 bits at (address on the stack + `offset`) in its place; aligned to four bytes. */
export function loadWord(offset: number): number[] {
  return [0x28, 2, ...unsigned(offset)];
}

/** Puts the 128 bits at (address on the stack + `offset`) in its place. */
export function loadVector(offset: number): number[] {
  return [...simd(0x00), 0, ...unsigned(offset)];
}

/** Makes one vector of sixteen bytes of two: 0 to 15 are the first one's, 16 to 31 the second one's. */
export function shuffle(lanes: readonly number[]): number[] {
  return [...simd(0x0d), ...lanes];
}

/** An instruction on vectors, by its number after the prefix 0xfd. */
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

function nameBytes(text: string): number[] {
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
