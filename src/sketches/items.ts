import { decodeUtf8, encodeUtf8, firstInvalidUtf8 } from '../table/utf8';
import type { SketchBytes, SketchImage } from './sketchBytes';
import { refuseSketch } from './sketchFault';

/** How the items of a sketch of frequent items lie in its bytes; dates are `int`, times and small decimals `long`. */
export type ItemType =
  'string' | 'long' | 'int' | 'short' | 'byte' | 'double' | 'float' | 'boolean' | 'bigInteger';

/** An item: text, bigint (`long`, `bigInteger`), truth value, else number. */
export type Item = string | bigint | number | boolean;

/** Before numbers of less than 8 bytes stands what they are. */
const mark = { byte: 2, short: 3, float: 6, int: 9 } as const;
const widthOf = { byte: 1, short: 2, float: 4, int: 4, double: 8, long: 8 } as const;
/** A text or a number longer than this is refused. */
const longestItem = 16 * 1024 * 1024;

/** Items one after another, each checked against the bytes that are left. */
export class ItemReader {
  readonly #from: SketchBytes;
  readonly #type: ItemType;
  readonly #first: number;
  readonly #count: number;
  #at: number;
  #index = 0;

  constructor(from: SketchBytes, first: number, type: ItemType, count: number) {
    this.#from = from;
    this.#first = first;
    this.#at = first;
    this.#type = type;
    this.#count = count;
  }

  /** Where the items end, once all were read. */
  get end(): number {
    return this.#type === 'boolean' ? this.#first + Math.ceil(this.#count / 8) : this.#at;
  }

  next(): Item {
    const type = this.#type;
    switch (type) {
      case 'boolean': {
        const index = this.#index++;
        return ((this.#from.uint8(this.#first + (index >> 3)) >> (index & 7)) & 1) === 1;
      }
      case 'string': {
        const bytes = this.#sized();
        if (firstInvalidUtf8(bytes) !== -1) refuseSketch('a frequent item is no UTF-8');
        return decodeUtf8(bytes);
      }
      case 'bigInteger':
        return signedOf(this.#sized());
      case 'double':
      case 'long': {
        const at = this.#passed(8);
        return type === 'long' ? this.#from.int64(at) : this.#from.float64(at);
      }
      default:
        return this.#marked(type);
    }
  }

  #marked(type: keyof typeof mark): number {
    const found = this.#from.uint8(this.#passed(1));
    if (found !== mark[type]) refuseSketch(`a frequent item is of kind ${found}, not ${type}`);
    const at = this.#passed(widthOf[type]);
    switch (type) {
      case 'byte':
        return (this.#from.uint8(at) << 24) >> 24;
      case 'short':
        return (this.#from.uint16(at) << 16) >> 16;
      case 'int':
        return this.#from.int32(at);
      case 'float':
        return this.#from.float32(at);
    }
  }

  /** Bytes behind their length. */
  #sized(): Uint8Array {
    const length = this.#from.uint32(this.#passed(4));
    if (length > longestItem) refuseSketch(`a frequent item has ${length} bytes`, 'tooLarge');
    return this.#from.slice(this.#passed(length), length);
  }

  #passed(byteLength: number): number {
    const at = this.#at;
    this.#at += byteLength;
    return at;
  }
}

/** A whole number in two's complement, most significant byte first. */
function signedOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0 || bytes.length > 32)
    refuseSketch(`a whole number of ${bytes.length} bytes`, 'unsupported');
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
}

function bytesOfInteger(value: bigint): Uint8Array {
  let length = 1;
  while (BigInt.asIntN(8 * length, value) !== value) length++;
  return Uint8Array.from({ length }, (_, at) => Number((value >> BigInt(8 * (length - 1 - at))) & 255n));
}

/** How many bytes the item at that place takes; of eight truth values the first takes one. */
export function itemLength(type: ItemType, item: Item, index: number): number {
  switch (type) {
    case 'boolean':
      return index % 8 === 0 ? 1 : 0;
    case 'string':
      return 4 + encodeUtf8(String(item)).length;
    case 'bigInteger':
      return 4 + bytesOfInteger(item as bigint).length;
    default:
      return widthOf[type] + (type in mark ? 1 : 0);
  }
}

/** Writes the item that stands at `index` of all; gives how many bytes on the next one begins. */
export function putItem(
  { bytes, view }: SketchImage,
  at: number,
  type: ItemType,
  item: Item,
  index: number,
): number {
  switch (type) {
    case 'boolean': {
      // What is written next lies in the same byte, until eight are there.
      const place = index % 8 === 0 ? at : at - 1;
      if (item === true) bytes[place]! |= 1 << (index & 7);
      break;
    }
    case 'string':
    case 'bigInteger': {
      const own = type === 'string' ? encodeUtf8(String(item)) : bytesOfInteger(item as bigint);
      view.setUint32(at, own.length, true);
      bytes.set(own, at + 4);
      break;
    }
    case 'long':
      view.setBigInt64(at, item as bigint, true);
      break;
    case 'double':
      view.setFloat64(at, item as number, true);
      break;
    default:
      bytes[at] = mark[type];
      putMarked(view, at + 1, type, item as number);
  }
  return itemLength(type, item, index);
}

function putMarked(view: DataView, at: number, type: keyof typeof mark, item: number): void {
  switch (type) {
    case 'byte':
      return view.setInt8(at, item);
    case 'short':
      return view.setInt16(at, item, true);
    case 'int':
      return view.setInt32(at, item, true);
    case 'float':
      return view.setFloat32(at, item, true);
  }
}
