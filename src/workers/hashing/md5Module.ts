import { constant, get, i32, loadWord, set, tee, unsigned } from '../../lib/wasmCode';
import { assembleHashModule, type HashLayout } from './hashModule';

/**
 * MD5's compression function (RFC 1321, 3.4) as a WebAssembly module, put together here. Every step waits for the one
 * before it, so what counts is how few operations stand between the two: all that doesn't need its result is added beforehand.
 *
 * Memory: 0 the state, 4 words; 64 the blocks.
 */
export const layout: HashLayout = { state: 0, blocks: 64, blockBytes: 256 * 1024 };

/** The module's bytes: see `assembleHashModule`. */
export function assembleMd5Module(): Uint8Array<ArrayBuffer> {
  return assembleHashModule(layout.blocks + layout.blockBytes + 64, compressBody());
}

// Locals: parameters, then the four letters and what they were before the block.
const address = 0;
const remaining = 1;
const letters = [2, 3, 4, 5] as const;
const before = [6, 7, 8, 9] as const;

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** The word of the block that step `t` takes. */
const wordAt = [
  (t: number) => t,
  (t: number) => 5 * t + 1,
  (t: number) => 3 * t + 5,
  (t: number) => 7 * t,
] as const;

function compressBody(): number[] {
  const code = [1, ...unsigned(8), i32];
  letters.forEach((letter, index) =>
    code.push(...constant(0), ...loadWord(layout.state + index * 4), ...set(letter)),
  );
  code.push(0x03, 0x40); // loop: a block
  letters.forEach((letter, index) => code.push(...get(letter), ...set(before[index] ?? 0)));
  for (let t = 0; t < 64; t++) code.push(...step(t));
  letters.forEach((letter, index) =>
    code.push(...get(letter), ...get(before[index] ?? 0), 0x6a, ...set(letter)),
  );
  code.push(...get(address), ...constant(64), 0x6a, ...set(address));
  code.push(...get(remaining), ...constant(1), 0x6b, ...tee(remaining), 0x0d, 0, 0x0b);
  letters.forEach((letter, index) =>
    code.push(...constant(0), ...get(letter), 0x36, 2, ...unsigned(layout.state + index * 4)),
  );
  return [...code, 0x0b];
}

/** a = b + rotl(a + F(b, c, d) + M + K, s), letters turning round instead of values moving. */
function step(t: number): number[] {
  const at = (index: number): number => letters[(index - t + 64) & 3] ?? 0;
  const [a, b, c, d] = [at(0), at(1), at(2), at(3)];
  const round = t >>> 4;
  const sine = Math.floor(Math.abs(Math.sin(t + 1)) * 2 ** 32) | 0;
  return [
    ...[...get(address), ...loadWord(((wordAt[round]?.(t) ?? 0) & 15) * 4)],
    ...[...get(a), 0x6a, ...constant(sine), 0x6a],
    ...mixed(round, b, c, d),
    ...[...constant(shifts[round]?.[t & 3] ?? 0), 0x77, ...get(b), 0x6a, ...set(a)],
  ];
}

/** Adds F(b, c, d) of the round to what is on the stack; b is the step before, and comes in last. */
function mixed(round: number, b: number, c: number, d: number): number[] {
  switch (round) {
    case 0: // (b & c) | (~b & d)
      return [...get(c), ...get(d), 0x73, ...get(b), 0x71, ...get(d), 0x73, 0x6a];
    case 1: // (b & d) | (c & ~d), whose halves share no bit
      return [...get(d), ...constant(-1), 0x73, ...get(c), 0x71, 0x6a, ...get(b), ...get(d), 0x71, 0x6a];
    case 2:
      return [...get(c), ...get(d), 0x73, ...get(b), 0x73, 0x6a];
    default: // c ^ (b | ~d)
      return [...get(d), ...constant(-1), 0x73, ...get(b), 0x72, ...get(c), 0x73, 0x6a];
  }
}
