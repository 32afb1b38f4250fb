import { refuse } from '../../refusal';
import type { BitReader } from './bitReader';
import { readCount } from './blockTypes';
import { type PrefixCode, readPrefixCode } from './prefixCode';

/** The codes of one kind of symbol, and which of them each context has (RFC 7932, 7.3). */
export interface ContextCodes {
  readonly map: Uint8Array;
  readonly codes: readonly PrefixCode[];
}

/** Reads which code each context has; the codes themselves come later. */
export function readContextMap(
  bits: BitReader,
  size: number,
): { readonly map: Uint8Array; readonly codeCount: number } {
  const codeCount = readCount(bits);
  const map = new Uint8Array(size);
  if (codeCount < 2) return { map, codeCount };
  const longestRun = bits.take(1) === 0 ? 0 : bits.take(4) + 1;
  const code = readPrefixCode(bits, codeCount + longestRun);
  for (let at = 0; at < size;) {
    const symbol = code.next(bits);
    if (symbol > longestRun) map[at++] = symbol - longestRun;
    else at += symbol === 0 ? 1 : (1 << symbol) + bits.take(symbol);
    if (at > size) refuse('Brotli data is broken');
  }
  if (bits.take(1) === 1) moveToFront(map);
  return { map, codeCount };
}

function moveToFront(map: Uint8Array): void {
  const recent = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (let at = 0; at < map.length; at++) {
    const index = map[at]!;
    const value = recent[index]!;
    map[at] = value;
    recent.copyWithin(1, 0, index);
    recent[0] = value;
  }
}

/** As many codes as a map names. */
export function readCodes(bits: BitReader, count: number, alphabetSize: number): readonly PrefixCode[] {
  return Array.from({ length: count }, () => readPrefixCode(bits, alphabetSize));
}

const marks = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const valuesOfMarks = [
  ...[8, 12, 16, 12, 12, 20, 12, 16, 24, 28, 12, 12, 32, 12, 36, 12, 32, 32, 24, 40, 28, 12, 12],
  ...[24, 12, 28, 12, 12, 12, 24, 12, 28, 12],
];

/** By mode, what of the context the last byte says, and what the one before (7.1). */
export const literalContexts: readonly (readonly [last: Uint8Array, before: Uint8Array])[] = [
  [tableOf((byte) => byte & 63), tableOf(() => 0)],
  [tableOf((byte) => byte >> 2), tableOf(() => 0)],
  [tableOf(lastOfText), tableOf(beforeOfText)],
  [tableOf((byte) => magnitudeOf(byte) << 3), tableOf(magnitudeOf)],
];

function tableOf(valueOf: (byte: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => valueOf(byte));
}

function magnitudeOf(byte: number): number {
  return [1, 16, 64, 128, 192, 240, 255].filter((least) => byte >= least).length;
}

function lastOfText(byte: number): number {
  if (byte >= 128) return (byte & 1) + (byte >= 192 ? 2 : 0);
  if (byte === 9 || byte === 10 || byte === 13) return 4;
  const sign = String.fromCharCode(byte);
  const mark = marks.indexOf(sign);
  if (mark !== -1) return valuesOfMarks[mark]!;
  if (/[0-9]/.test(sign)) return 44;
  if (/[A-Z]/.test(sign)) return /[AEIOU]/.test(sign) ? 48 : 52;
  if (/[a-z]/.test(sign)) return /[aeiou]/.test(sign) ? 56 : 60;
  return 0;
}

function beforeOfText(byte: number): number {
  if (byte >= 128) return byte >= 224 ? 2 : 0;
  const sign = String.fromCharCode(byte);
  if (/[a-z]/.test(sign)) return 3;
  if (/[A-Z0-9]/.test(sign)) return 2;
  return byte > 32 && byte < 127 ? 1 : 0;
}
