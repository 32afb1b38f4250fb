// oxlint-disable-next-line typescript/triple-slash-reference -- every project that compiles this file needs it, and an ambient module cannot be imported
/// <reference path="./hyparquetParts.d.ts" />
import { kNumTransforms, transformDictionaryWord } from 'hyparquet-compressors/src/brotli.transform.js';
import { refuse } from '../../refusal';
import type { BitReader } from './bitReader';
import { BlockTypes } from './blockTypes';
import { type ContextCodes, literalContexts, readCodes, readContextMap } from './contexts';
import type { PrefixCode } from './prefixCode';

/** What goes from one meta-block to the next. */
export interface Decoded {
  /** As long as the data may become: nothing is written past it. */
  readonly output: Uint8Array;
  length: number;
  /** How far back a copy may reach. */
  readonly window: number;
  /** The last four distances, the last one first. */
  readonly distances: [number, number, number, number];
}

/** Where each length of what is inserted and of what is copied begins, and how many further bits say which (RFC 7932, 5). */
const insertStarts = [
  ...[0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594],
];
const insertWidths = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24];
const copyStarts = [
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118],
];
const copyWidths = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24];
/** Of each 64 commands, by which lengths theirs begin. The first two use the last distance again. */
const insertsOf = [0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16];
const copiesOf = [0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16];

/** Which of the last distances a short code means, and what is added to it (4). */
const shortPlaces = [0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
const shortOffsets = [0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3];

/** Decodes a compressed meta-block of so many bytes behind what was decoded before (RFC 7932, 9.3 and 10). */
export function decodeMetaBlock(bits: BitReader, decoded: Decoded, byteLength: number): void {
  new MetaBlock(bits, decoded).decode(decoded.length + byteLength);
}

class MetaBlock {
  private readonly bits: BitReader;
  private readonly decoded: Decoded;
  private readonly literalBlocks: BlockTypes;
  private readonly commandBlocks: BlockTypes;
  private readonly distanceBlocks: BlockTypes;
  private readonly postfixWidth: number;
  private readonly directCount: number;
  private readonly literalModes: readonly number[];
  private readonly literals: ContextCodes;
  private readonly commands: readonly PrefixCode[];
  private readonly distances: ContextCodes;

  constructor(bits: BitReader, decoded: Decoded) {
    this.bits = bits;
    this.decoded = decoded;
    this.literalBlocks = new BlockTypes(bits);
    this.commandBlocks = new BlockTypes(bits);
    this.distanceBlocks = new BlockTypes(bits);
    this.postfixWidth = bits.take(2);
    this.directCount = bits.take(4) << this.postfixWidth;
    this.literalModes = Array.from({ length: this.literalBlocks.count }, () => bits.take(2));
    const literals = readContextMap(bits, 64 * this.literalBlocks.count);
    const distances = readContextMap(bits, 4 * this.distanceBlocks.count);
    const distanceSize = 16 + this.directCount + (48 << this.postfixWidth);
    this.literals = { map: literals.map, codes: readCodes(bits, literals.codeCount, 256) };
    this.commands = readCodes(bits, this.commandBlocks.count, 704);
    this.distances = { map: distances.map, codes: readCodes(bits, distances.codeCount, distanceSize) };
  }

  decode(end: number): void {
    const { bits, decoded, commandBlocks } = this;
    while (decoded.length < end) {
      commandBlocks.step();
      const command = this.commands[commandBlocks.type]!.next(bits);
      const [insert, copy] = [
        insertsOf[command >> 6]! + ((command >> 3) & 7),
        copiesOf[command >> 6]! + (command & 7),
      ];
      const insertLength = insertStarts[insert]! + bits.take(insertWidths[insert]!);
      const copyLength = copyStarts[copy]! + bits.take(copyWidths[copy]!);
      if (insertLength > end - decoded.length) refuse('Brotli data is broken');
      this.insert(insertLength);
      if (decoded.length < end) this.copy(copyLength, this.distanceOf(command < 128, copyLength), end);
    }
  }

  private insert(byteLength: number): void {
    const { bits, decoded, literalBlocks } = this;
    const { map, codes } = this.literals;
    const { output } = decoded;
    let at = decoded.length;
    let [ofLast, ofBefore] = literalContexts[this.literalModes[literalBlocks.type]!]!;
    for (const end = at + byteLength; at < end; at++) {
      if (literalBlocks.step()) [ofLast, ofBefore] = literalContexts[this.literalModes[literalBlocks.type]!]!;
      const context = ofLast[at > 0 ? output[at - 1]! : 0]! | ofBefore[at > 1 ? output[at - 2]! : 0]!;
      output[at] = codes[map[64 * literalBlocks.type + context]!]!.next(bits);
    }
    decoded.length = at;
  }

  /** The last one, or what the next code says; 0 or less is none. */
  private distanceOf(isLast: boolean, copyLength: number): number {
    const { bits, decoded, distanceBlocks } = this;
    const { distances } = decoded;
    if (isLast) return distances[0];
    distanceBlocks.step();
    const context = Math.min(copyLength - 2, 3);
    const code = this.distances.codes[this.distances.map[4 * distanceBlocks.type + context]!]!.next(bits);
    const distance =
      code < 16 ? distances[shortPlaces[code]!]! + shortOffsets[code]! : this.longDistance(code - 16);
    const isKept = code > 0 && distance > 0 && distance <= this.reach();
    if (isKept) distances.splice(0, 4, distance, distances[0], distances[1], distances[2]);
    return distance;
  }

  private longDistance(code: number): number {
    const { bits, directCount, postfixWidth } = this;
    if (code < directCount) return code + 1;
    const [coded, postfix] = [
      (code - directCount) >> postfixWidth,
      (code - directCount) & ((1 << postfixWidth) - 1),
    ];
    const width = 1 + (coded >> 1);
    const offset = ((2 + (coded & 1)) << width) - 4;
    return ((offset + bits.take(width)) << postfixWidth) + postfix + directCount + 1;
  }

  private reach(): number {
    return Math.min(this.decoded.length, this.decoded.window);
  }

  /** Copies what was decoded so far back; from further back than there is, a word of the dictionary. */
  private copy(byteLength: number, distance: number, end: number): void {
    const { decoded } = this;
    const { output, length } = decoded;
    if (distance <= 0) refuse('Brotli data is broken');
    if (distance > this.reach()) {
      this.copyWord(byteLength, distance - this.reach() - 1, end);
      return;
    }
    if (byteLength > end - length) refuse('Brotli data is broken');
    if (distance >= byteLength) output.copyWithin(length, length - distance, length - distance + byteLength);
    else for (let at = length; at < length + byteLength; at++) output[at] = output[at - distance]!;
    decoded.length = length + byteLength;
  }

  private copyWord(byteLength: number, id: number, end: number): void {
    const { decoded } = this;
    const width = wordWidths[byteLength] ?? 0;
    const transform = id >> width;
    if (width === 0 || transform >= kNumTransforms) refuse('Brotli data is broken');
    const word = wordStarts[byteLength]! + (id & ((1 << width) - 1)) * byteLength;
    const written = transformDictionaryWord(scratch, 0, word, byteLength, transform);
    if (written > end - decoded.length) refuse('Brotli data is broken');
    decoded.output.set(scratch.subarray(0, written), decoded.length);
    decoded.length += written;
  }
}

/** By a word's length, how many bits say which of them it is; 0 where there is none (8). */
const wordWidths = [0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5];
/** Where the words of each length begin in the dictionary. */
const wordStarts = wordWidths.map((_, length) =>
  wordWidths.slice(0, length).reduce((sum, width, each) => sum + (width === 0 ? 0 : each << width), 0),
);
/** The longest word with the longest prefix and suffix. */
const scratch = new Uint8Array(64);
