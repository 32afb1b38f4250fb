import type { DeclaredType } from '../../profile/tablePart';
import { exactNumber } from '../../table/exactNumber';
import { hexText } from '../../table/hexText';
import { float16Of, shortened } from '../binaryNumbers';
import { dateText, decimalText, timestampText, timeText } from '../isoText';
import { parseJson } from '../jsonl/parseJson';
import { refuse } from '../refusal';
import { type DecodeText, textValue } from '../textValue';
import { logical, type SchemaElement } from './fileMetadata';

/** How the decoded values of a leaf become values of cells, and of items and members of nested ones. */
export interface Leaf {
  readonly declared: DeclaredType | null;
  /** Null where values stay as they are decoded. Null for a value is a missing one. */
  readonly convert: ((value: never) => unknown) | null;
}

const converted = {
  utf8: 0,
  enum: 4,
  decimal: 5,
  date: 6,
  timeMillis: 7,
  timeMicros: 8,
  timestampMillis: 9,
  timestampMicros: 10,
  uint8: 11,
  uint64: 14,
  json: 19,
};

/** How a leaf is read: what the format says of it decides, not the values. */
export function leafOf(element: SchemaElement, decode: DecodeText, isNested: boolean): Leaf {
  const leaf = temporalLeaf(element) ?? textLeaf(element, decode) ?? numericLeaf(element, isNested);
  if (leaf !== null) return leaf;
  switch (element.type) {
    case 'BOOLEAN':
      return { declared: 'boolean', convert: null };
    case 'FLOAT':
      return { declared: 'float32', convert: isNested ? (value: number) => shortened(value) : null };
    case 'DOUBLE':
      return { declared: 'number', convert: null };
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
      return { declared: 'bytes', convert: null };
    default:
      return { declared: 'integer', convert: null };
  }
}

function temporalLeaf({ type, logicalType: told, convertedType }: SchemaElement): Leaf | null {
  if (type === 'INT96')
    return { declared: 'timestamp', convert: (value: bigint) => timestampText(value, 1_000_000_000, false) };
  if (type !== 'INT32' && type !== 'INT64') return null;
  if (told?.id === logical.timestamp) {
    const { unitsPerSecond, isUtc } = told;
    return {
      declared: isUtc ? 'timestampUtc' : 'timestamp',
      convert: (value: number | bigint) => timestampText(value, unitsPerSecond, isUtc),
    };
  }
  if (told?.id === logical.time)
    return { declared: 'time', convert: (value: number | bigint) => timeText(value, told.unitsPerSecond) };
  if (told?.id === logical.date || convertedType === converted.date)
    return { declared: 'date', convert: (value: number | bigint) => dateText(Number(value)) };
  switch (convertedType) {
    case converted.timestampMillis:
      return {
        declared: 'timestampUtc',
        convert: (value: number | bigint) => timestampText(value, 1_000, true),
      };
    case converted.timestampMicros:
      return {
        declared: 'timestampUtc',
        convert: (value: number | bigint) => timestampText(value, 1_000_000, true),
      };
    case converted.timeMillis:
      return { declared: 'time', convert: (value: number | bigint) => timeText(value, 1_000) };
    case converted.timeMicros:
      return { declared: 'time', convert: (value: number | bigint) => timeText(value, 1_000_000) };
    default:
      return null;
  }
}

function textLeaf(
  { type, logicalType: told, convertedType, typeLength }: SchemaElement,
  decode: DecodeText,
): Leaf | null {
  if (told?.id === logical.null) return { declared: null, convert: () => null };
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY') return null;
  if (told?.id === logical.uuid && typeLength === 16) return { declared: 'string', convert: uuidText };
  if (told?.id === logical.json || convertedType === converted.json)
    return { declared: null, convert: (bytes: Uint8Array) => parsedJson(textValue(bytes, decode)) };
  const isText =
    told?.id === logical.string ||
    told?.id === logical.enum ||
    convertedType === converted.utf8 ||
    convertedType === converted.enum;
  return isText ? { declared: 'string', convert: (bytes: Uint8Array) => textValue(bytes, decode) } : null;
}

function numericLeaf(
  { type, logicalType: told, convertedType, scale, typeLength }: SchemaElement,
  isNested: boolean,
): Leaf | null {
  if (told?.id === logical.decimal || convertedType === converted.decimal) {
    if (type === 'BOOLEAN' || type === 'FLOAT' || type === 'DOUBLE') return null;
    const places = told?.id === logical.decimal ? told.scale : scale;
    if (Math.abs(places) > 1000) refuse(`a decimal has ${places} places behind its point`);
    const text = (value: number | bigint | Uint8Array): string => decimalText(unscaledOf(value), places);
    return {
      declared: 'number',
      convert: isNested ? (value: number | bigint | Uint8Array) => exactNumber(text(value)) : text,
    };
  }
  if (told?.id === logical.float16 && typeLength === 2)
    return { declared: 'number', convert: (bytes: Uint8Array) => float16Of(bytes[0]! | (bytes[1]! << 8)) };
  const isUnsigned =
    told?.id === logical.integer
      ? !told.isSigned
      : convertedType !== null && convertedType >= converted.uint8 && convertedType <= converted.uint64;
  if (!isUnsigned) return null;
  if (type === 'INT32') return { declared: 'integer', convert: (value: number) => value >>> 0 };
  if (type !== 'INT64') return null;
  return {
    declared: 'integer',
    convert: (value: number | bigint) => (value < 0 ? BigInt.asUintN(64, BigInt(value)) : value),
  };
}

/** What a JSON column's text holds; text that is no JSON stays text. */
function parsedJson(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
}

function uuidText(bytes: Uint8Array): string {
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** No decimal in use has more bytes. */
const longestDecimal = 1024;

/** A decimal's digits: an integer, or big-endian two's complement. */
function unscaledOf(value: number | bigint | Uint8Array): bigint | number {
  if (!(value instanceof Uint8Array)) return value;
  if (value.length > longestDecimal) refuse(`a decimal has ${value.length} bytes`);
  return value.length === 0 ? 0 : BigInt.asIntN(value.length * 8, BigInt(`0x${hexText(value)}`));
}
