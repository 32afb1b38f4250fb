import { parquetSchema, type FileMetaData, type SchemaElement } from 'hyparquet';
import { tableLimits, type DeclaredType } from '../../profile/tablePart';
import { dateText, decimalText, timestampText, timeText, type UnitsPerSecond } from '../isoText';
import { parseJson } from '../jsonl/parseJson';
import type { TypedColumn } from '../typedColumns';

/** A top-level column, and how a decoded value of it becomes one that a `TablePartBuilder` takes. */
export interface ParquetColumn extends TypedColumn {
  convert(value: unknown): unknown;
}

const unchanged = (value: unknown): unknown => value;

/**
 * The top-level columns. Changes the schema in `metadata` so that hyparquet leaves exact what it would turn into
 * doubles (decimals), refuse (BSON, INTERVAL) or interpret (geometries), and decodes enumerations as text.
 */
export function prepareColumns(metadata: FileMetaData): ParquetColumn[] {
  const topLevel = new Set(
    parquetSchema(metadata)
      .children.filter((child) => child.children.length === 0 && child.element.repetition_type !== 'REPEATED')
      .map((child) => child.element),
  );
  const columns = parquetSchema(metadata).children.map(({ element }) =>
    topLevel.has(element)
      ? columnOf(element)
      : { name: element.name, declared: 'nested' as const, convert: unchanged },
  );
  for (const element of metadata.schema) {
    const type = element.logical_type?.type;
    if (element.converted_type === 'DECIMAL' && topLevel.has(element)) delete element.converted_type;
    if (element.converted_type === 'BSON' || element.converted_type === 'INTERVAL')
      delete element.converted_type;
    if (element.converted_type === 'ENUM' || type === 'ENUM') element.converted_type = 'UTF8';
    if (type === 'GEOMETRY' || type === 'GEOGRAPHY' || type === 'BSON') delete element.logical_type;
  }
  return columns;
}

function columnOf(element: SchemaElement): ParquetColumn {
  const { name } = element;
  const column = (
    declared: DeclaredType | null,
    convert: (value: unknown) => unknown = unchanged,
  ): ParquetColumn => ({
    name,
    declared,
    convert,
  });
  const logical = element.logical_type;
  const converted = element.converted_type;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
    return column('number', (value) => decimalText(unscaledOf(value), scale));
  }
  // The time's own text, made by the parsers below, lacks the zone only.
  if (logical?.type === 'TIMESTAMP') {
    return logical.isAdjustedToUTC ? column('timestampUtc', withZone) : column('timestamp');
  }
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS')
    return column('timestampUtc', withZone);
  if (element.type === 'INT96') return column('timestamp');
  if (logical?.type === 'TIME') {
    const units = unitsPerSecond(logical.unit);
    return column('time', (value) => timeText(value as bigint | number, units));
  }
  if (converted === 'TIME_MILLIS') return column('time', (value) => timeText(value as number, 1_000));
  if (converted === 'TIME_MICROS') return column('time', (value) => timeText(value as bigint, 1_000_000));
  if (converted === 'DATE' || logical?.type === 'DATE') return column('date');
  if (converted === 'JSON' || logical?.type === 'JSON') return column(null, parsedJson);
  if (isText(element)) return column('string');
  if (logical?.type === 'FLOAT16') return column('float32');
  switch (element.type) {
    case 'BOOLEAN':
      return column('boolean');
    case 'INT32':
    case 'INT64':
      return column('integer');
    case 'FLOAT':
      return column('float32');
    case 'DOUBLE':
      return column('number');
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
      return column('bytes');
    default:
      return column(null);
  }
}

function isText({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (converted === 'UTF8' || converted === 'ENUM') return true;
  return logical?.type === 'STRING' || logical?.type === 'ENUM' || logical?.type === 'UUID';
}

/** What a JSON column's text holds; text that is no JSON stays text. */
function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const parsed = parseJson(value);
  return parsed.ok ? parsed.value : value;
}

function withZone(value: unknown): unknown {
  return typeof value === 'string' ? `${value}Z` : value;
}

function unitsPerSecond(unit: 'MILLIS' | 'MICROS' | 'NANOS'): UnitsPerSecond {
  if (unit === 'MILLIS') return 1_000;
  return unit === 'MICROS' ? 1_000_000 : 1_000_000_000;
}

/** A decimal's digits: an integer, or big-endian two's complement. */
function unscaledOf(value: unknown): bigint | number {
  if (!(value instanceof Uint8Array)) return value as bigint | number;
  let unscaled = 0n;
  for (const byte of value) unscaled = (unscaled << 8n) | BigInt(byte);
  return BigInt.asIntN(value.length * 8, unscaled);
}

/** Thrown for a text that can't be a cell. */
export class UnfitText extends Error {
  override readonly name = 'UnfitText';
  readonly kind: 'undecodableText' | 'tooLarge';
  constructor(kind: 'undecodableText' | 'tooLarge', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** How hyparquet makes values: times as text with all their digits, text strictly. */
export function makeParsers(decode: (bytes: Uint8Array) => string | null) {
  const text = (bytes: Uint8Array | undefined): string | undefined => {
    if (bytes === undefined) return undefined;
    if (bytes.length > tableLimits.cellByteLength) {
      throw new UnfitText('tooLarge', `a text is longer than ${tableLimits.cellByteLength} bytes`);
    }
    const decoded = decode(bytes);
    if (decoded === null) throw new UnfitText('undecodableText', 'a text in the file is not UTF-8');
    return decoded;
  };
  return {
    timestampFromMilliseconds: (value: bigint | undefined) =>
      value === undefined ? undefined : timestampText(value, 1_000, false),
    timestampFromMicroseconds: (value: bigint | undefined) =>
      value === undefined ? undefined : timestampText(value, 1_000_000, false),
    timestampFromNanoseconds: (value: bigint | undefined) =>
      value === undefined ? undefined : timestampText(value, 1_000_000_000, false),
    dateFromDays: (value: number | undefined) => (value === undefined ? undefined : dateText(value)),
    stringFromBytes: text,
    /** Left as text: it is read where its numbers stay exact. */
    jsonFromBytes: text,
  };
}
