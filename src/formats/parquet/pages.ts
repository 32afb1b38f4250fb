import type { ByteSource } from '../../lib/ports';
import { decompressBrotli } from '../codecs/brotli/decompressBrotli';
import { inflate } from '../codecs/inflate';
import { decompressAnyLz4, decompressLz4Block } from '../codecs/lz4';
import { decompressSnappy } from '../codecs/snappy';
import { decompressZstd } from '../codecs/zstd';
import type { DecodeBudget } from '../decodeBudget';
import { Refusal, refuse } from '../refusal';
import type { ColumnChunk } from './fileMetadata';
import { bitWidthOf, PackedReader, RunReader, type IntegerReader } from './levels';
import { readThriftStruct, type ThriftStruct } from './thrift';
import { encodings, prefixedRange } from './values';

/** A page of a column chunk, decompressed. `byteOffset` is where it begins in the file. */
export type Page = DataPage | DictionaryPage;

/** The distinct values that later pages of a chunk refer to by number. */
export interface DictionaryPage {
  readonly kind: 'dictionary';
  readonly byteOffset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly valueCount: number;
}

/** A page of values, with the levels that say which are null or repeated. */
export interface DataPage {
  readonly kind: 'data';
  readonly byteOffset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Values, nulls included. */
  readonly valueCount: number;
  readonly encoding: number;
  /** Readers of the page's levels from their start; null where all of them are 0. */
  readonly repetition: (() => IntegerReader) | null;
  readonly definition: (() => IntegerReader) | null;
  /** Where its values begin in `bytes`. */
  readonly valuesStart: number;
}

/** The levels of a column: how large they get. */
export interface ColumnLevels {
  readonly maxDefinition: number;
  readonly maxRepetition: number;
}

const pageTypes = { data: 0, index: 1, dictionary: 2, dataV2: 3 };
/** Most headers are much shorter; one with long bounds of its values may not be. */
const headerByteLengths = [4 * 1024, 16 * 1024 * 1024];

interface PageHeader {
  readonly struct: ThriftStruct;
  readonly byteLength: number;
  readonly compressedByteLength: number;
  readonly byteLengthInside: number;
}

/** Reads the pages of a column chunk one after another. */
export class PageReader {
  readonly #source: ByteSource;
  readonly #chunk: ColumnChunk;
  readonly #end: number;
  readonly #levels: ColumnLevels;
  readonly #budget: DecodeBudget;
  #at: number;
  #held = 0;
  #heldForGood = 0;

  /** `end` is where no page is any more: the footer. */
  constructor(
    source: ByteSource,
    chunk: ColumnChunk,
    end: number,
    levels: ColumnLevels,
    budget: DecodeBudget,
  ) {
    this.#source = source;
    this.#chunk = chunk;
    this.#end = end;
    this.#levels = levels;
    this.#budget = budget;
    this.#at = chunk.start;
  }

  /** Where the next page begins in the file. */
  get byteOffset(): number {
    return this.#at;
  }

  /** The next page but for indexes. What it holds is the reader's until the next but one is asked for. */
  async next(): Promise<Page> {
    for (;;) {
      const byteOffset = this.#at;
      const header = await this.#header();
      const start = byteOffset + header.byteLength;
      const type = header.struct.integer(1);
      this.#at = start + header.compressedByteLength;
      if (type === pageTypes.index) continue;
      if (type !== pageTypes.data && type !== pageTypes.dictionary && type !== pageTypes.dataV2)
        refuse(`a page of type ${type}, which the format does not have`);
      this.#hold(header.byteLengthInside, type === pageTypes.dictionary);
      const bytes = await this.#source.read(start, this.#at);
      if (type === pageTypes.dataV2) return this.#dataPageV2(header, bytes, byteOffset);
      const inside = this.#decompress(bytes, header.byteLengthInside);
      return type === pageTypes.dictionary
        ? dictionaryPage(header.struct, inside, byteOffset)
        : this.#dataPage(header.struct, inside, byteOffset);
    }
  }

  /** A dictionary is held while its column is read, a page of values until the next one is. */
  #hold(byteLength: number, isForGood: boolean): void {
    this.#budget.hold(byteLength, 'a page');
    if (isForGood) {
      this.#heldForGood += byteLength;
      return;
    }
    this.#budget.release(this.#held);
    this.#held = byteLength;
  }

  /** Lets go of what is held. */
  close(): void {
    this.#budget.release(this.#held + this.#heldForGood);
    this.#held = 0;
    this.#heldForGood = 0;
  }

  async #header(): Promise<PageHeader> {
    for (const wanted of headerByteLengths) {
      const end = Math.min(this.#at + wanted, this.#end);
      const bytes = await this.#source.read(this.#at, end);
      try {
        return this.#headerIn(bytes);
      } catch (error) {
        if (end === this.#end || wanted === headerByteLengths.at(-1)) throw error;
      }
    }
    return refuse('a page has no header');
  }

  #headerIn(bytes: Uint8Array): PageHeader {
    const { struct, end } = readThriftStruct(bytes, 0);
    const byteLengthInside = struct.integer(2) ?? -1;
    const compressedByteLength = struct.integer(3) ?? -1;
    const left = this.#end - this.#at - end;
    if (compressedByteLength < 0 || compressedByteLength > left)
      refuse(`a page says that it has ${compressedByteLength} bytes, and ${left} are left before the footer`);
    if (byteLengthInside < 0) refuse(`a page says that it holds ${byteLengthInside} bytes`);
    return { struct, byteLength: end, compressedByteLength, byteLengthInside };
  }

  #decompress(input: Uint8Array<ArrayBuffer>, byteLength: number): Uint8Array<ArrayBuffer> {
    // Some writers leave a page without values empty where its codec asks for a header.
    if (input.length === 0 && byteLength === 0) return input;
    const decompress = codecs[this.#chunk.codec];
    if (decompress === undefined)
      throw new Refusal(
        'unsupported',
        `its pages are compressed with codec ${this.#chunk.codec}, which is not known`,
      );
    return decompress(input, byteLength) as Uint8Array<ArrayBuffer>;
  }

  #dataPage(struct: ThriftStruct, bytes: Uint8Array<ArrayBuffer>, byteOffset: number): DataPage {
    const header = struct.struct(5) ?? refuse('a page does not say what it holds');
    const valueCount = countOf(header, 1);
    let at = 0;
    const levels = (largest: number, encoding: number | null): (() => IntegerReader) | null => {
      if (largest === 0) return null;
      const width = bitWidthOf(largest);
      if (encoding === encodings.bitPacked) {
        const start = at;
        const end = start + Math.ceil((valueCount * width) / 8);
        at = end;
        if (end > bytes.length) refuse('its levels end too early');
        return () => new PackedReader(bytes, start, end, width);
      }
      const { from, end } = prefixedRange(bytes, at);
      at = end;
      return () => new RunReader(bytes, from, end, width);
    };
    const repetition = levels(this.#levels.maxRepetition, header.integer(4));
    const definition = levels(this.#levels.maxDefinition, header.integer(3));
    const encoding = header.integer(2) ?? 0;
    return { kind: 'data', byteOffset, bytes, valueCount, encoding, repetition, definition, valuesStart: at };
  }

  /** Its levels stand before what is compressed. */
  #dataPageV2(page: PageHeader, bytes: Uint8Array<ArrayBuffer>, byteOffset: number): DataPage {
    const header = page.struct.struct(8) ?? refuse('a page does not say what it holds');
    const valueCount = countOf(header, 1);
    const [definitionByteLength, repetitionByteLength] = [countOf(header, 5), countOf(header, 6)];
    const levelsByteLength = definitionByteLength + repetitionByteLength;
    if (levelsByteLength > bytes.length || levelsByteLength > page.byteLengthInside)
      refuse(`its levels have ${levelsByteLength} bytes, and the page has ${bytes.length}`);
    const rest = bytes.subarray(levelsByteLength);
    const isCompressed = header.boolean(7) ?? true;
    const values = isCompressed ? this.#decompress(rest, page.byteLengthInside - levelsByteLength) : rest;
    const levels = (largest: number, from: number, end: number): (() => IntegerReader) | null =>
      largest === 0 ? null : () => new RunReader(bytes, from, end, bitWidthOf(largest));
    return {
      kind: 'data',
      byteOffset,
      bytes: values,
      valueCount,
      encoding: header.integer(4) ?? 0,
      repetition: levels(this.#levels.maxRepetition, 0, repetitionByteLength),
      definition: levels(this.#levels.maxDefinition, repetitionByteLength, levelsByteLength),
      valuesStart: 0,
    };
  }
}

function dictionaryPage(
  struct: ThriftStruct,
  bytes: Uint8Array<ArrayBuffer>,
  byteOffset: number,
): DictionaryPage {
  const header = struct.struct(7) ?? refuse('a dictionary does not say what it holds');
  return { kind: 'dictionary', byteOffset, bytes, valueCount: countOf(header, 1) };
}

function countOf(header: ThriftStruct, field: number): number {
  const count = header.integer(field) ?? 0;
  return count < 0 ? refuse(`a page says that it has ${count} values`) : count;
}

/** By the format's numbers of codecs. */
const codecs: readonly ((input: Uint8Array, byteLength: number) => Uint8Array)[] = [
  stored,
  decompressSnappy,
  inflate,
  (): never => {
    throw new Refusal('unsupported', 'its pages are compressed with LZO, which is not read');
  },
  decompressBrotli,
  decompressAnyLz4,
  decompressZstd,
  decompressLz4Block,
];

function stored(input: Uint8Array, byteLength: number): Uint8Array {
  if (input.length !== byteLength) refuse(`a page of ${input.length} bytes says that it holds ${byteLength}`);
  return input;
}
