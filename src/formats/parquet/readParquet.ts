import {
  parquetMetadataAsync,
  parquetRead,
  type AsyncBuffer,
  type DecodedArray,
  type FileMetaData,
} from 'hyparquet';
import { compressors as decompressors, type Compressors } from 'hyparquet-compressors';
import type { ByteSource } from '../../lib/ports';
import { err, ok } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import type { ReadContext, ReadOutcome } from '../reading';
import { partOfRows } from '../typedColumns';
import { makeParsers, prepareColumns, UnfitText, type ParquetColumn } from './columns';

/** Some writers leave a page without values empty where its codec asks for a header. */
const compressors = Object.fromEntries(
  Object.entries(decompressors).map(([codec, decompress]) => [
    codec,
    (input: Uint8Array, byteLength: number) =>
      input.length === 0 && byteLength === 0 ? new Uint8Array(0) : decompress(input, byteLength),
  ]),
) as Compressors;

/**
 * Reads Parquet, a row group at a time: what is held is one decoded row group. Fails with `malformedParquet`,
 * with `unsupported` where it is encrypted, and with `undecodableText` where a text is not UTF-8.
 */
export async function readParquet(source: ByteSource, context: ReadContext): Promise<ReadOutcome> {
  try {
    return await readGroups(source, context);
  } catch (error) {
    // hyparquet has no failures of its own: whatever it throws, a RangeError too, is about the bytes.
    context.cancellation.throwIfAborted();
    if (error instanceof UnfitText) return err({ kind: error.kind, message: error.message });
    return err(malformed(error instanceof Error ? error.message : String(error)));
  }
}

async function readGroups(source: ByteSource, context: ReadContext): Promise<ReadOutcome> {
  if (await isEncrypted(source))
    return err({ kind: 'unsupported', message: 'the file is encrypted (its footer is)' });
  const file = asyncBufferOf(source);
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  if (
    metadata.row_groups.some((group) =>
      group.columns.some((column) => !column.meta_data || column.crypto_metadata),
    )
  ) {
    return err({ kind: 'unsupported', message: 'the file is encrypted (some of its columns are)' });
  }
  const columns = prepareColumns(metadata);
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return err({ kind: 'unsupported', message: `two columns are named ${JSON.stringify(twice)}` });
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    context.cancellation.throwIfAborted();
    const rowCount = Number(group.num_rows);
    const failure = await readGroup(file, metadata, columns, rowStart, rowCount, context);
    if (failure) return err(failure);
    rowStart += rowCount;
  }
  return ok({ columnNames: names, warnings: [] });
}

async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly ParquetColumn[],
  rowStart: number,
  rowCount: number,
  context: ReadContext,
): Promise<ReadFailure | null> {
  if (rowCount === 0) return null;
  const chunks = new Map<string, { readonly rowStart: number; readonly values: DecodedArray }[]>();
  await parquetRead({
    file,
    metadata,
    rowStart,
    rowEnd: rowStart + rowCount,
    compressors,
    utf8: false,
    geoparquet: false,
    parsers: makeParsers((bytes) => context.text.decode(bytes, 'utf-8')),
    onChunk: ({ columnName, columnData, rowStart: start }) => {
      const known = chunks.get(columnName) ?? [];
      known.push({ rowStart: start, values: columnData });
      chunks.set(columnName, known);
    },
  });
  const values = columns.map(({ name }) => flattened(chunks.get(name) ?? [], rowStart, rowCount));
  const short = values.findIndex((column) => column.length < rowCount);
  if (short !== -1) {
    return malformed(
      `column ${JSON.stringify(columns[short]!.name)} has ${values[short]!.length} values where the row group has ${rowCount} rows`,
    );
  }
  const part = partOfRows(
    columns,
    {
      rowCount,
      value: (column, row) => {
        const value: unknown = values[column]![row];
        return value === null || value === undefined ? null : columns[column]!.convert(value);
      },
    },
    context,
  );
  if (!part.ok) return part.error;
  context.onPart(part.value);
  return null;
}

/** A column's pages as one array that begins at `rowStart`. */
function flattened(
  pages: readonly { readonly rowStart: number; readonly values: DecodedArray }[],
  rowStart: number,
  rowCount: number,
): DecodedArray {
  const [only] = pages;
  if (pages.length === 1 && only?.rowStart === rowStart) return only.values;
  const whole: unknown[] = [];
  for (const page of pages) {
    for (let index = 0; index < page.values.length; index++) {
      const row = page.rowStart + index - rowStart;
      if (row >= 0 && row < rowCount) whole[row] = page.values[index] as unknown;
    }
  }
  return whole;
}

function asyncBufferOf(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.byteLength,
    async slice(start, end = source.byteLength) {
      const from = start < 0 ? source.byteLength + start : start;
      const bytes = await source.read(from, Math.min(end, source.byteLength));
      if (bytes.byteLength === bytes.buffer.byteLength) return bytes.buffer;
      return bytes.slice().buffer;
    },
  };
}

/** An encrypted footer ends in `PARE`. */
async function isEncrypted(source: ByteSource): Promise<boolean> {
  const end = await source.read(Math.max(0, source.byteLength - 4), source.byteLength);
  return String.fromCharCode(...end) === 'PARE';
}

function malformed(message: string): ReadFailure {
  return { kind: 'malformedParquet', message: message.replace(/^parquet /, '') };
}
