import { int64At } from '../binaryNumbers';
import { refuse } from '../refusal';
import type { PhysicalType } from './fileMetadata';
import { DeltaReader } from './delta';
import type { ValueReader } from './valueReader';
import { DeltaByteValues, DeltaLengthValues, DeltaValues } from './deltaValues';
import { RunReader, type IntegerReader } from './levels';

/** How a page's values are decoded: what a column's type says of them. */
export interface ValueType {
  readonly type: PhysicalType;
  /** Of FIXED_LEN_BYTE_ARRAY. */
  readonly byteLength: number;
}

/** The format's numbers of encodings. */
export const encodings = {
  plain: 0,
  plainDictionary: 2,
  rle: 3,
  bitPacked: 4,
  deltaBinaryPacked: 5,
  deltaLengthByteArray: 6,
  deltaByteArray: 7,
  rleDictionary: 8,
  byteStreamSplit: 9,
};

/** A reader of the `count` values of a page from `start` on. `dictionary` is what its column's dictionary page held. */
export function valueReader(
  encoding: number,
  valueType: ValueType,
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  count: number,
  dictionary: readonly unknown[] | null,
): ValueReader {
  switch (encoding) {
    case encodings.plain:
      return plainReader(valueType, bytes, start);
    case encodings.plainDictionary:
    case encodings.rleDictionary:
      if (dictionary === null) refuse('its values are places in a dictionary, and there is none');
      return new DictionaryValues(bytes, start, dictionary);
    case encodings.rle:
      if (valueType.type !== 'BOOLEAN') break;
      return new RunBooleans(bytes, start);
    case encodings.deltaBinaryPacked:
      if (valueType.type !== 'INT32' && valueType.type !== 'INT64') break;
      return new DeltaValues(new DeltaReader(bytes, start, valueType.type === 'INT32' ? 32 : 64));
    case encodings.deltaLengthByteArray:
      if (valueType.type !== 'BYTE_ARRAY') break;
      return new DeltaLengthValues(bytes, start, count);
    case encodings.deltaByteArray:
      if (valueType.type !== 'BYTE_ARRAY' && valueType.type !== 'FIXED_LEN_BYTE_ARRAY') break;
      return new DeltaByteValues(bytes, start, count);
    case encodings.byteStreamSplit:
      return plainReader(valueType, joinedStreams(bytes, start, count, widthOf(valueType)), 0);
  }
  return refuse(
    `its values are in encoding ${encoding}, which the format does not have for ${valueType.type}`,
  );
}

/** Values one after another: of a data page, and of a dictionary. */
export function plainReader(
  valueType: ValueType,
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
): ValueReader {
  if (valueType.type === 'BOOLEAN') return new PlainBooleans(bytes, start);
  if (valueType.type === 'BYTE_ARRAY') return new PlainByteArrays(bytes, start);
  return new PlainValues(valueType, bytes, start);
}

function widthOf({ type, byteLength }: ValueType): number {
  switch (type) {
    case 'INT32':
    case 'FLOAT':
      return 4;
    case 'INT64':
    case 'DOUBLE':
      return 8;
    case 'INT96':
      return 12;
    case 'FIXED_LEN_BYTE_ARRAY':
      return byteLength;
    default:
      return refuse(`${type} has no width`);
  }
}

class PlainBooleans implements ValueReader {
  readonly #bytes: Uint8Array;
  #bit: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#bit = start * 8;
  }

  read(into: unknown[], at: number, count: number): void {
    if (this.#bit + count > this.#bytes.length * 8) refuse('its values end too early');
    for (let index = at; index < at + count; index++, this.#bit++)
      into[index] = ((this.#bytes[this.#bit >>> 3]! >> (this.#bit & 7)) & 1) === 1;
  }
}

class RunBooleans implements ValueReader {
  readonly #runs: RunReader;
  #bits = new Uint8Array(0);

  /** The runs' length stands before them. */
  constructor(bytes: Uint8Array, start: number) {
    const { from, end } = prefixedRange(bytes, start);
    this.#runs = new RunReader(bytes, from, end, 1);
  }

  read(into: unknown[], at: number, count: number): void {
    if (this.#bits.length < count) this.#bits = new Uint8Array(count);
    this.#runs.read(this.#bits, 0, count);
    for (let index = 0; index < count; index++) into[at + index] = this.#bits[index] === 1;
  }
}

/** Where what has its length of four bytes before it is. */
export function prefixedRange(
  bytes: Uint8Array,
  start: number,
): { readonly from: number; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start + 4 > bytes.length) refuse('its values end too early');
  const from = start + 4;
  const end = from + view.getUint32(start, true);
  if (end > bytes.length) refuse(`it names ${end - from} bytes, and ${bytes.length - from} are left`);
  return { from, end };
}

class PlainByteArrays implements ValueReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array<ArrayBuffer>, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  read(into: unknown[], at: number, count: number): void {
    const { length } = this.#bytes;
    let place = this.#at;
    for (let index = at; index < at + count; index++) {
      if (place + 4 > length) refuse('its values end too early');
      const start = place + 4;
      place = start + this.#view.getUint32(place, true);
      if (place > length)
        refuse(`a value says that it has ${place - start} bytes, and ${length - start} are left`);
      into[index] = this.#bytes.subarray(start, place);
    }
    this.#at = place;
  }
}

class PlainValues implements ValueReader {
  readonly #type: PhysicalType;
  readonly #width: number;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at: number;

  constructor(valueType: ValueType, bytes: Uint8Array<ArrayBuffer>, start: number) {
    this.#type = valueType.type;
    this.#width = widthOf(valueType);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  read(into: unknown[], at: number, count: number): void {
    const width = this.#width;
    const view = this.#view;
    let place = this.#at;
    if (place + count * width > this.#bytes.length) refuse('its values end too early');
    this.#at += count * width;
    switch (this.#type) {
      case 'INT32':
        for (let index = at; index < at + count; index++, place += 4)
          into[index] = view.getInt32(place, true);
        break;
      case 'INT64':
        for (let index = at; index < at + count; index++, place += 8) into[index] = int64At(view, place);
        break;
      case 'FLOAT':
        for (let index = at; index < at + count; index++, place += 4)
          into[index] = view.getFloat32(place, true);
        break;
      case 'DOUBLE':
        for (let index = at; index < at + count; index++, place += 8)
          into[index] = view.getFloat64(place, true);
        break;
      case 'INT96':
        for (let index = at; index < at + count; index++, place += 12) into[index] = int96At(view, place);
        break;
      default:
        for (let index = at; index < at + count; index++, place += width)
          into[index] = this.#bytes.subarray(place, place + width);
    }
  }
}

const julianDayOf1970 = 2_440_588n;
const dayNanoseconds = 86_400_000_000_000n;

/** Nanoseconds of the day, then the Julian day. */
function int96At(view: DataView, at: number): bigint {
  return (
    (BigInt(view.getInt32(at + 8, true)) - julianDayOf1970) * dayNanoseconds + view.getBigInt64(at, true)
  );
}

class DictionaryValues implements ValueReader {
  readonly #places: IntegerReader;
  readonly #dictionary: readonly unknown[];
  #indices = new Int32Array(0);

  constructor(bytes: Uint8Array, start: number, dictionary: readonly unknown[]) {
    this.#dictionary = dictionary;
    // A page of nothing but nulls may end before it says how many bits its values have.
    this.#places = new RunReader(bytes, start + 1, bytes.length, bytes[start] ?? 0);
  }

  read(into: unknown[], at: number, count: number): void {
    if (this.#indices.length < count) this.#indices = new Int32Array(count);
    const indices = this.#indices;
    const dictionary = this.#dictionary;
    this.#places.read(indices, 0, count);
    for (let index = 0; index < count; index++) {
      const place = indices[index]!;
      if (place < 0 || place >= dictionary.length)
        refuse(`it names value ${place} of a dictionary that has ${dictionary.length}`);
      into[at + index] = dictionary[place];
    }
  }
}

/** BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, and so on. */
function joinedStreams(
  bytes: Uint8Array,
  start: number,
  count: number,
  width: number,
): Uint8Array<ArrayBuffer> {
  if (start + count * width > bytes.length) refuse('its values end too early');
  const joined = new Uint8Array(count * width);
  for (let stream = 0; stream < width; stream++) {
    const from = start + stream * count;
    for (let index = 0; index < count; index++) joined[index * width + stream] = bytes[from + index]!;
  }
  return joined;
}
