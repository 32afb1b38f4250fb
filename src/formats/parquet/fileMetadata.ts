import type { ByteSource } from '../../lib/ports';
import { decodeUtf8, firstInvalidUtf8 } from '../../table/utf8';
import { Refusal, refuse, within } from '../refusal';
import { readThriftStruct, type ThriftStruct } from './thrift';

/** What the footer says of a file: enough to find and decode its columns. */
export interface FileMetadata {
  /** The schema's tree, flattened depth first; the first is the root. */
  readonly schema: readonly SchemaElement[];
  readonly rowGroups: readonly RowGroup[];
  /** Where the footer begins: all pages lie before it. */
  readonly footerStart: number;
}

/** A node of a Parquet file's schema, in the order of the file: a group, or a column. */
export interface SchemaElement {
  readonly name: string;
  /** Null for a group. */
  readonly type: PhysicalType | null;
  readonly typeLength: number;
  readonly repetition: 'required' | 'optional' | 'repeated';
  readonly childCount: number;
  readonly convertedType: number | null;
  readonly logicalType: LogicalType | null;
  readonly scale: number;
}

/** The types that Parquet stores, in the order of their numbers in the format. */
export const physicalTypes = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;

/** How the values of a column are stored, whatever they mean. */
export type PhysicalType = (typeof physicalTypes)[number];

/** A logical type by the number that it has in the format's union, and what belongs to it. */
export interface LogicalType {
  readonly id: number;
  readonly scale: number;
  readonly isUtc: boolean;
  readonly unitsPerSecond: 1_000 | 1_000_000 | 1_000_000_000;
  readonly isSigned: boolean;
}

/** The numbers of the format's `LogicalType`. */
export const logical = {
  string: 1,
  map: 2,
  list: 3,
  enum: 4,
  decimal: 5,
  date: 6,
  time: 7,
  timestamp: 8,
  integer: 10,
  null: 11,
  json: 12,
  uuid: 14,
  float16: 15,
} as const;

/** Rows that are stored together: a chunk for each column, in the order of the schema. */
export interface RowGroup {
  readonly rowCount: number;
  readonly chunks: readonly ColumnChunk[];
}

/** The pages of one column in one row group. */
export interface ColumnChunk {
  readonly codec: number;
  readonly valueCount: number;
  /** Where its first page begins. */
  readonly start: number;
}

/** At the end of a file: the footer's length and the magic. */
const tailByteLength = 8;
const largestFooterByteLength = 256 * 1024 * 1024;

/** Reads a file's footer. Throws a `Refusal`: `unsupported` where the file is encrypted. */
export async function readFileMetadata(source: ByteSource): Promise<FileMetadata> {
  const tailStart = Math.max(0, source.byteLength - tailByteLength);
  const tail = await source.read(tailStart, source.byteLength);
  const magic = String.fromCharCode(...tail.subarray(-4));
  if (magic === 'PARE') throw new Refusal('unsupported', 'the file is encrypted (its footer is)');
  if (magic !== 'PAR1' || source.byteLength < 4 + tailByteLength)
    refuse(
      'the file does not end with "PAR1", as Parquet does: it is cut off, or it is no Parquet',
      source.byteLength,
    );
  const footerByteLength = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  const footerStart = tailStart - footerByteLength;
  if (footerStart < 4)
    refuse(
      `the footer says that it has ${footerByteLength} bytes, and the file has ${tailStart - 4} before it`,
      tailStart,
    );
  if (footerByteLength > largestFooterByteLength)
    throw new Refusal(
      'tooLarge',
      `the footer has ${footerByteLength} bytes, and up to ${largestFooterByteLength} are read`,
    );
  const bytes = await source.read(footerStart, tailStart);
  return within('the footer', footerStart, () => metadataOf(readThriftStruct(bytes, 0).struct, footerStart));
}

function metadataOf(file: ThriftStruct, footerStart: number): FileMetadata {
  if (file.has(8)) throw new Refusal('unsupported', 'the file is encrypted (some of its columns are)');
  const schema = file.structs(2).map(elementOf);
  if (schema.length === 0) refuse('there is no schema');
  const rowGroups = file.structs(4).map((group) => rowGroupOf(group, footerStart));
  return { schema, rowGroups, footerStart };
}

function elementOf(element: ThriftStruct): SchemaElement {
  const type = element.integer(1);
  const typeLength = element.integer(2) ?? 0;
  const repetition = element.integer(3) ?? 0;
  const logicalType = element.struct(10);
  const physical = type === null ? null : (physicalTypes[type] ?? refuse(`there is no type ${type}`));
  if (physical === 'FIXED_LEN_BYTE_ARRAY' && typeLength < 0) refuse(`a type has a length of ${typeLength}`);
  return {
    name: textOf(element.bytes(4)),
    type: physical,
    typeLength,
    repetition:
      (['required', 'optional', 'repeated'] as const)[repetition] ??
      refuse(`there is no repetition ${repetition}`),
    childCount: element.integer(5) ?? 0,
    convertedType: element.integer(6),
    logicalType: logicalType ? logicalTypeOf(logicalType) : null,
    scale: element.integer(7) ?? 0,
  };
}

/** Null for one that came after this reader: the column is then read as its physical type says. */
function logicalTypeOf(union: ThriftStruct): LogicalType | null {
  const id = Object.values(logical).find((field) => union.has(field));
  if (id === undefined) return null;
  const type = union.struct(id)!;
  const hasUnit = id === logical.time || id === logical.timestamp;
  const unit = hasUnit ? type.struct(2) : null;
  return {
    id,
    scale: id === logical.decimal ? (type.integer(1) ?? 0) : 0,
    isUtc: hasUnit ? type.boolean(1) === true : false,
    unitsPerSecond: unit?.has(1) === true ? 1_000 : unit?.has(3) === true ? 1_000_000_000 : 1_000_000,
    isSigned: id === logical.integer ? type.boolean(2) !== false : true,
  };
}

function rowGroupOf(group: ThriftStruct, footerStart: number): RowGroup {
  const rowCount = group.integer(3) ?? 0;
  if (rowCount < 0) refuse(`a row group says that it has ${rowCount} rows`);
  return { rowCount, chunks: group.structs(1).map((chunk) => chunkOf(chunk, footerStart)) };
}

function chunkOf(chunk: ThriftStruct, footerStart: number): ColumnChunk {
  const metadata = chunk.struct(3);
  if (metadata === null || chunk.has(8))
    throw new Refusal('unsupported', 'the file is encrypted (some of its columns are)');
  if ((chunk.bytes(1)?.length ?? 0) > 0) throw new Refusal('unsupported', 'its columns are in other files');
  const dataStart = metadata.integer(9) ?? 0;
  const dictionaryStart = metadata.integer(11) ?? 0;
  // Some writers say 0 where there is no dictionary.
  const start = dictionaryStart >= 4 && dictionaryStart < dataStart ? dictionaryStart : dataStart;
  const valueCount = metadata.integer(5) ?? 0;
  if (valueCount < 0) refuse(`a column says that it has ${valueCount} values`);
  if (valueCount > 0 && (start < 4 || start >= footerStart))
    refuse(`a column is said to begin at byte ${start}, and the pages end at byte ${footerStart}`);
  return { codec: metadata.integer(4) ?? 0, valueCount, start };
}

/** Names that are not UTF-8 are taken byte by byte. */
function textOf(bytes: Uint8Array | null): string {
  if (bytes === null) return '';
  return firstInvalidUtf8(bytes) === -1
    ? decodeUtf8(bytes)
    : Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
