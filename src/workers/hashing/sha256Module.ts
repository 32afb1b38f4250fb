import {
  constant,
  get,
  i32,
  loadVector,
  loadWord,
  set,
  shuffle,
  simd,
  tee,
  unsigned,
  v128,
} from '../../lib/wasmCode';
import { assembleHashModule, type HashLayout } from './hashModule';

/**
 * SHA-256's compression function (FIPS 180-4, 6.2.2) as a WebAssembly module, put together here.
 *
 * Four blocks at a time: their message schedules are independent, so one SIMD lane works on each; the rounds, which
 * depend on each other, are scalar. That leaves about a fifth fewer operations than a plain translation.
 *
 * Memory: 0 the state, 8 words; 64 the schedule W[t] + K[t], 64 vectors of four lanes; 4096 the blocks.
 */
export const layout: HashLayout & { readonly schedule: number } = {
  state: 0,
  schedule: 64,
  blocks: 4096,
  blockBytes: 256 * 1024,
};

const roundConstants = /* @__PURE__ */ makeRoundConstants();

/** The module's bytes: see `assembleHashModule`. */
export function assembleSha256Module(): Uint8Array<ArrayBuffer> {
  return assembleHashModule(layout.blocks + layout.blockBytes + 256, compressBody());
}

// Locals: parameters, scalars, then vectors.
const address = 0;
const remaining = 1;
const lane = 2;
const laneCount = 3;
const scheduleAt = 4;
const letters = [5, 6, 7, 8, 9, 10, 11, 12] as const;
const temporary = 13;
const aXorB = 14;
const bXorC = 15;
const word = (index: number): number => 16 + (index & 15);
const vectorTemporary = 32;

function compressBody(): number[] {
  return [
    ...[2, ...unsigned(14), i32, ...unsigned(20), v128],
    ...[0x03, 0x40], // loop: a group of up to four blocks
    ...scheduleGroup(),
    // laneCount = min(remaining, 4)
    ...[...get(remaining), ...constant(4), ...get(remaining), ...constant(4), 0x49, 0x1b, ...set(laneCount)],
    ...[...constant(0), ...set(lane)],
    ...[0x03, 0x40], // loop: a block of the group
    ...[...constant(layout.schedule), ...get(lane), ...constant(2), 0x74, 0x6a, ...set(scheduleAt)],
    ...rounds(),
    ...[...get(lane), ...constant(1), 0x6a, ...tee(lane), ...get(laneCount), 0x49, 0x0d, 0, 0x0b],
    ...[...get(address), ...constant(256), 0x6a, ...set(address)],
    ...[...get(remaining), ...get(laneCount), 0x6b, ...tee(remaining), 0x0d, 0, 0x0b],
    0x0b,
  ];
}

/** W[0..63] of four blocks, one a lane, K added, stored. */
function scheduleGroup(): number[] {
  const code: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((row) => vectorTemporary + row) as [number, number, number, number];
    for (let block = 0; block < 4; block++) {
      code.push(...get(address), ...loadVector(block * 64 + quarter * 16), ...set(a + block));
      code.push(...get(a + block), ...get(a + block), ...shuffle(bytesSwapped), ...set(a + block));
    }
    const [w0, w1, w2, w3] = [0, 1, 2, 3].map((index) => word(quarter * 4 + index)) as [
      number,
      number,
      number,
      number,
    ];
    // Transpose: rows are blocks, columns become lanes.
    code.push(...get(a), ...get(b), ...shuffle(lowWords), ...set(w0));
    code.push(...get(a), ...get(b), ...shuffle(highWords), ...set(w1));
    code.push(...get(c), ...get(d), ...shuffle(lowWords), ...set(w2));
    code.push(...get(c), ...get(d), ...shuffle(highWords), ...set(w3));
    code.push(...get(w0), ...get(w2), ...shuffle(lowPairs), ...set(a));
    code.push(...get(w0), ...get(w2), ...shuffle(highPairs), ...set(b));
    code.push(...get(w1), ...get(w3), ...shuffle(lowPairs), ...set(c));
    code.push(...get(w1), ...get(w3), ...shuffle(highPairs), ...set(d));
    for (const [index, row] of [a, b, c, d].entries()) {
      code.push(...get(row), ...set(word(quarter * 4 + index)), ...storeScheduled(quarter * 4 + index));
    }
  }
  for (let t = 16; t < 64; t++) {
    code.push(
      ...get(word(t)),
      ...get(word(t - 7)),
      ...addVectors,
      ...smallSigma(word(t - 15), 7, 18, 3),
      ...addVectors,
      ...smallSigma(word(t - 2), 17, 19, 10),
      ...addVectors,
      ...set(word(t)),
      ...storeScheduled(t),
    );
  }
  return code;
}

/** σ(x) = rotr(x, first) ^ rotr(x, second) ^ (x >>> third), a lane. */
function smallSigma(local: number, first: number, second: number, third: number): number[] {
  const rotated = (bits: number): number[] => [
    ...get(local),
    ...constant(bits),
    ...simd(0xad),
    ...get(local),
    ...constant(32 - bits),
    ...simd(0xab),
    ...simd(0x50),
  ];
  return [
    ...rotated(first),
    ...rotated(second),
    ...simd(0x51),
    ...get(local),
    ...constant(third),
    ...simd(0xad),
    ...simd(0x51),
  ];
}

function storeScheduled(t: number): number[] {
  const k = roundConstants[t] ?? 0;
  const bytes = [k & 255, (k >>> 8) & 255, (k >>> 16) & 255, k >>> 24];
  return [
    ...constant(0),
    ...get(word(t)),
    ...simd(0x0c),
    ...[...bytes, ...bytes, ...bytes, ...bytes],
    ...addVectors,
    ...simd(0x0b),
    ...[4, ...unsigned(layout.schedule + t * 16)],
  ];
}

/** The 64 rounds on one block, letters turning round instead of values moving; then the state is added to. */
function rounds(): number[] {
  const code: number[] = [];
  letters.forEach((letter, index) =>
    code.push(...constant(0), ...loadWord(layout.state + index * 4), ...set(letter)),
  );
  code.push(...get(letters[1]), ...get(letters[2]), 0x73, ...set(bXorC));
  for (let t = 0; t < 64; t++) {
    const at = (index: number): number => letters[(index - t + 128) & 7] ?? 0;
    const [a, b, d, e, f, g, h] = [at(0), at(1), at(3), at(4), at(5), at(6), at(7)];
    // h += W[t] + K[t] + ch(e, f, g) + Σ1(e), the longest chain last
    code.push(...get(h), ...get(scheduleAt), ...loadWord(t * 16), 0x6a);
    code.push(...get(f), ...get(g), 0x73, ...get(e), 0x71, ...get(g), 0x73, 0x6a);
    code.push(...bigSigma(e, 6, 11, 25), 0x6a, ...set(temporary));
    // d += h; h += Σ0(a) + maj(a, b, c), where maj = ((a ^ b) & (b ^ c)) ^ b
    code.push(...get(d), ...get(temporary), 0x6a, ...set(d));
    code.push(...get(a), ...get(b), 0x73, ...tee(aXorB), ...get(bXorC), 0x71, ...get(b), 0x73);
    code.push(...bigSigma(a, 2, 13, 22), 0x6a, ...get(temporary), 0x6a, ...set(h));
    code.push(...get(aXorB), ...set(bXorC));
  }
  letters.forEach((letter, index) =>
    code.push(
      ...constant(0),
      ...get(letter),
      ...constant(0),
      ...loadWord(layout.state + index * 4),
      0x6a,
      0x36,
      2,
      ...unsigned(layout.state + index * 4),
    ),
  );
  return code;
}

/** Σ(x) = rotr(x, first) ^ rotr(x, second) ^ rotr(x, third). Rotating what was rotated needs fewer moves but waits longer. */
function bigSigma(local: number, first: number, second: number, third: number): number[] {
  const rotated = (bits: number): number[] => [...get(local), ...constant(bits), 0x78];
  return [...rotated(first), ...rotated(second), 0x73, ...rotated(third), 0x73];
}

const bytesSwapped = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
const lowWords = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const highWords = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31];
const lowPairs = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const highPairs = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];
const addVectors = simd(0xae, 0x01);

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
function makeRoundConstants(): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map((prime) => {
    const root = Math.cbrt(prime);
    return Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
  });
}
