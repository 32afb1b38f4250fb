import { refuse } from '../refusal';

/** A value of Thrift's compact protocol. Integers that a double does not hold exactly are bigints. */
type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** Parquet's structs have fewer fields; what stands at a higher number is passed over. */
const fieldLimit = 64;
const depthLimit = 32;

const wire = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  struct: 12,
};

/** A struct by the numbers of its fields. A field of another type than the format says is refused. */
export class ThriftStruct {
  readonly #fields: readonly (ThriftValue | undefined)[];

  constructor(fields: readonly (ThriftValue | undefined)[]) {
    this.#fields = fields;
  }

  has(field: number): boolean {
    return this.#fields[field] !== undefined;
  }

  /** An integer that a double holds; null where the field is missing. */
  integer(field: number): number | null {
    const value = this.#fields[field];
    if (value === undefined) return null;
    return typeof value === 'number' ? value : unexpected(field);
  }

  boolean(field: number): boolean | null {
    const value = this.#fields[field];
    if (value === undefined) return null;
    return typeof value === 'boolean' ? value : unexpected(field);
  }

  bytes(field: number): Uint8Array | null {
    const value = this.#fields[field];
    if (value === undefined) return null;
    return value instanceof Uint8Array ? value : unexpected(field);
  }

  struct(field: number): ThriftStruct | null {
    const value = this.#fields[field];
    if (value === undefined) return null;
    return value instanceof ThriftStruct ? value : unexpected(field);
  }

  /** A list of structs; empty where the field is missing. */
  structs(field: number): readonly ThriftStruct[] {
    const value = this.#fields[field];
    if (value === undefined) return [];
    if (!Array.isArray(value)) return unexpected(field);
    return value.map((item: ThriftValue) => (item instanceof ThriftStruct ? item : unexpected(field)));
  }
}

function unexpected(field: number): never {
  return refuse(`field ${field} of a description is not of the type that the format says`);
}

/** The struct that begins at `start` and the index behind it. Bytes that end inside of it are refused. */
export function readThriftStruct(
  bytes: Uint8Array,
  start: number,
): { readonly struct: ThriftStruct; readonly end: number } {
  const reader = new CompactReader(bytes, start);
  return { struct: reader.struct(0), end: reader.at };
}

class CompactReader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = start;
  }

  struct(depth: number): ThriftStruct {
    if (depth > depthLimit) refuse(`descriptions lie more than ${depthLimit} deep in each other`);
    const fields: (ThriftValue | undefined)[] = [];
    for (let field = 0; ;) {
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === wire.stop) return new ThriftStruct(fields);
      field = head >> 4 === 0 ? Number(this.#zigZag()) : field + (head >> 4);
      const value = this.#value(type, depth);
      if (field >= 0 && field < fieldLimit) fields[field] = value;
    }
  }

  #value(type: number, depth: number): ThriftValue {
    switch (type) {
      case wire.true:
      case wire.false:
        return type === wire.true;
      case wire.byte:
        return (this.#byte() << 24) >> 24;
      case wire.i16:
      case wire.i32:
      case wire.i64:
        return this.#zigZag();
      case wire.double:
        this.#take(8);
        return this.#view.getFloat64(this.at - 8, true);
      case wire.binary:
        return this.#binary();
      case wire.list:
      case wire.set:
        return this.#list(depth);
      case wire.struct:
        return this.struct(depth + 1);
      default:
        return refuse(`a description has a value of type ${type}, which the format does not have`);
    }
  }

  #list(depth: number): readonly ThriftValue[] {
    const head = this.#byte();
    const type = head & 0x0f;
    const length = head >> 4 === 15 ? this.#length() : head >> 4;
    // An item takes a byte at least, so that this bounds what is made.
    if (length > this.#bytes.length - this.at)
      refuse(`a list says that it has ${length} items, and ${this.#bytes.length - this.at} bytes are left`);
    const items: ThriftValue[] = [];
    const isBoolean = type === wire.true || type === wire.false;
    while (items.length < length) items.push(isBoolean ? this.#byte() === 1 : this.#value(type, depth + 1));
    return items;
  }

  #binary(): Uint8Array {
    const length = this.#length();
    this.#take(length);
    return this.#bytes.subarray(this.at - length, this.at);
  }

  #length(): number {
    return Number(this.#variable());
  }

  #zigZag(): number | bigint {
    const folded = this.#variable();
    if (typeof folded === 'number') return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    const value = BigInt.asIntN(64, (folded >> 1n) ^ -(folded & 1n));
    return BigInt.asIntN(53, value) === value ? Number(value) : value;
  }

  #variable(): number | bigint {
    let low = 0;
    for (let count = 0; count < 7; count++) {
      const byte = this.#byte();
      low += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) return low;
    }
    let value = BigInt(low);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return refuse('a number in a description has more than 64 bits');
  }

  #byte(): number {
    this.#take(1);
    return this.#bytes[this.at - 1]!;
  }

  /** Moves `byteLength` on, which must be there. */
  #take(byteLength: number): void {
    if (byteLength > this.#bytes.length - this.at) refuse('a description ends too early');
    this.at += byteLength;
  }
}
