import type { Json } from '../../lib/json';
import { fromBase64, toBase64 } from '../base64';

/** What JSON has no word for is written as an object with this one extra key, and an object that has the key itself too. */
const mark = '$';

const arrayTypes = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
  BigInt64Array,
} as const;
const namedTypes = Object.entries(arrayTypes);

/** The name of a typed array's type, and its bytes in base64; null of anything else. */
export function arrayParts(value: object): { readonly type: string; readonly base64: string } | null {
  if (!ArrayBuffer.isView(value)) return null;
  const type = namedTypes.find(([, constructor]) => value instanceof constructor)?.[0];
  if (type === undefined) return null;
  return { type, base64: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
}

/**
 * Any record as JSON that `fromLossless` turns back into an equal one: typed arrays (little-endian, base64), -0, NaN,
 * infinities and big integers included. Other class instances and functions are bugs and throw.
 */
export function toLossless(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : marked('number', numberText(value));
    case 'bigint':
      return marked('bigint', value.toString());
    case 'object':
      return value === null ? null : objectToLossless(value);
    default:
      throw new Error(`A ${typeof value} cannot be kept in a bundle.`);
  }
}

function objectToLossless(value: object): Json {
  if (Array.isArray(value)) return value.map(toLossless);
  const array = arrayParts(value);
  if (array) return marked(array.type, array.base64);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Error('Only plain objects can be kept in a bundle.');
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (Object.hasOwn(value, mark))
    return marked(
      'object',
      members.map(([name, member]) => [name, toLossless(member)]),
    );
  return Object.fromEntries(members.map(([name, member]) => [name, toLossless(member)]));
}

/** What `toLossless` was given; null where a marked object is none of those it makes. */
export function fromLossless(value: Json): { readonly value: unknown } | null {
  try {
    return { value: restore(value) };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

class Malformed extends Error {}

function restore(value: Json): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(restore);
  if (Object.hasOwn(value, mark)) return unmark(value[mark]!, value['v']);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, restore(member)]));
}

function unmark(kind: Json, content: Json | undefined): unknown {
  if (kind === 'object' && isList(content)) {
    return Object.fromEntries(
      content.map((member) => {
        if (!isList(member) || typeof member[0] !== 'string' || member.length !== 2) throw new Malformed();
        return [member[0], restore(member[1]!)];
      }),
    );
  }
  if (typeof content !== 'string') throw new Malformed();
  if (kind === 'number' && Object.hasOwn(numbers, content)) return numbers[content];
  if (kind === 'bigint' && /^-?\d{1,1000}$/.test(content)) return BigInt(content);
  if (typeof kind === 'string' && Object.hasOwn(arrayTypes, kind)) {
    const type = arrayTypes[kind as keyof typeof arrayTypes];
    const bytes = fromBase64(content);
    if (!bytes || bytes.length % type.BYTES_PER_ELEMENT !== 0) throw new Malformed();
    return new type(bytes.buffer);
  }
  throw new Malformed();
}

const numbers: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function marked(kind: string, content: Json): Json {
  return { [mark]: kind, v: content };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
