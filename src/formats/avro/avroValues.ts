import { dateText, decimalText, timestampText, timeText } from '../isoText';
import type { DecodeBudget } from '../decodeBudget';
import { refuse } from '../refusal';
import type { AvroType, IntegerMeaning } from './avroSchema';

/** Values that are nested deeper are refused: a type may refer to itself. */
const deepest = 64;
/** What an item of a list or map counts beside its value: it may take no bytes at all. */
const itemBytes = 16;

/** Reads the values of a block, one after the other. Throws a `Refusal`, or a `RangeError` where it leads out of its bytes. */
export class AvroValues {
  at = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly decode: (bytes: Uint8Array) => string;
  private readonly budget: DecodeBudget;

  constructor(bytes: Uint8Array, decode: (bytes: Uint8Array) => string, budget: DecodeBudget) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.decode = decode;
    this.budget = budget;
  }

  /** A value as `TypedParts` takes it: nested ones are lists and plain objects. */
  value(type: AvroType, depth = 0): unknown {
    if (depth > deepest) refuse(`a value is nested deeper than ${deepest} levels`);
    switch (type.kind) {
      case 'null':
        return null;
      case 'boolean':
        return this.byte() !== 0;
      case 'integer':
        return integerValue(this.long(), type.as);
      case 'float':
        return this.view.getFloat32(this.skip(4), true);
      case 'double':
        return this.view.getFloat64(this.skip(8), true);
      case 'bytes':
        return this.budget.given(this.take(this.length()));
      case 'string':
        return this.budget.given(this.decode(this.take(this.length())));
      case 'fixed':
        return this.budget.given(this.take(type.size));
      case 'decimal':
        return decimalText(bigIntOf(this.take(type.size ?? this.length())), type.scale);
      case 'enum':
        return type.symbols[Number(this.long())] ?? refuse('a value is none of the symbols of its enum');
      case 'union':
        return this.value(
          type.branches[Number(this.long())] ?? refuse('a value is of no branch of its union'),
          depth + 1,
        );
      case 'record':
        return Object.fromEntries(
          type.fields.map((field) => [field.name, this.value(field.type, depth + 1)]),
        );
      case 'array':
        return this.items(() => this.value(type.items, depth + 1));
      case 'map':
        return Object.fromEntries(
          this.items(
            () => [this.decode(this.take(this.length())), this.value(type.items, depth + 1)] as const,
          ),
        );
    }
  }

  private items<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (;;) {
      let count = Number(this.long());
      if (count === 0) return items;
      if (count < 0) {
        count = -count;
        this.long();
      }
      this.budget.give(count * itemBytes);
      for (let index = 0; index < count; index++) items.push(read());
    }
  }

  /** A zigzag number of variable length. */
  long(): bigint | number {
    let [low, shift] = [0, 1];
    for (let index = 0; index < 7; index++) {
      const byte = this.byte();
      low += (byte & 0x7f) * shift;
      if (byte < 0x80) return low % 2 === 0 ? low / 2 : -(low + 1) / 2;
      shift *= 128;
    }
    let wide = BigInt(low);
    for (let bits = 49n; bits < 70n; bits += 7n) {
      const byte = this.byte();
      wide |= BigInt(byte & 0x7f) << bits;
      if (byte < 0x80) return BigInt.asIntN(64, (wide >> 1n) ^ -(wide & 1n));
    }
    return refuse('a whole number is longer than ten bytes');
  }

  private length(): number {
    const length = Number(this.long());
    return length >= 0 ? length : refuse('a length is negative');
  }

  private byte(): number {
    return this.view.getUint8(this.at++);
  }

  private take(length: number): Uint8Array {
    const start = this.skip(length);
    return this.bytes.subarray(start, start + length);
  }

  private skip(length: number): number {
    const start = this.at;
    if (length > this.bytes.length - start) refuse('a value ends behind its block');
    this.at += length;
    return start;
  }
}

function integerValue(value: bigint | number, meaning: IntegerMeaning): unknown {
  switch (meaning.unit) {
    case 'number':
      return typeof value === 'bigint' && BigInt.asIntN(53, value) === value ? Number(value) : value;
    case 'date':
      return dateText(Number(value));
    case 'time':
      return timeText(value, meaning.perSecond);
    case 'timestamp':
      return timestampText(value, meaning.perSecond, meaning.isUtc);
  }
}

/** More digits than this are no figure that a person keeps. */
const longestDecimal = 1024;

/** Two's complement, the largest byte first. */
function bigIntOf(bytes: Uint8Array): bigint {
  if (bytes.length > longestDecimal) refuse(`a decimal is longer than ${longestDecimal} bytes`);
  if (bytes.length === 0) return 0n;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
