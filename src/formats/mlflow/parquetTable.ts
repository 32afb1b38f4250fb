import type { ByteSource, Cancellation } from '../../lib/ports';
import { defaultReadOptions } from '../../table/schema';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import { decodeUtf8 } from '../../table/utf8';
import type { ReaderPorts } from '../lineageFormat';
import { logical, readFileMetadata, type SchemaElement } from '../parquet/fileMetadata';
import { readParquet } from '../parquet/readParquet';
import { schemaTree } from '../parquet/schemaTree';
import { Refusal } from '../refusal';
import { mostHashed } from './mixedHash';
import type { PandasColumn } from './pandasTable';

/** How pandas holds a column that has no missing cell, and in how many bits. */
type Held = Pick<PandasColumn, 'type' | 'bits'>;

const never: Cancellation = { aborted: false, throwIfAborted: () => undefined };
/** The numbers of integers in the format's `ConvertedType`. */
const bitsOfConverted: ReadonlyMap<number | null, PandasColumn['bits']> = new Map([
  [11, 8],
  [12, 16],
  [15, 8],
  [16, 16],
]);

/**
 * A table of Parquet as `pandas.read_parquet` reads it when it is told nothing: its types are those of the file, and integers with a missing cell are
 * floats. Of rows that no digest hashes only whether cells are missing is kept. Null where it cannot be read, and where it keeps an index of its own, which
 * the digest has in place of the rows' numbers.
 */
export async function readParquetTable(
  source: ByteSource,
  { text }: Pick<ReaderPorts, 'text'>,
): Promise<readonly PandasColumn[] | null> {
  const held = await heldColumns(source);
  if (held === null) return null;
  const cells = new Cells();
  const read = await readParquet(source, {
    options: defaultReadOptions,
    text,
    cancellation: never,
    nextPart: () => ({ textColumns: [...held.keys()], rows: cells }),
    onPart: () => undefined,
  });
  if (!read.ok || read.value.columnNames.length !== held.size) return null;
  return [...held].map(([name, how], index): PandasColumn => {
    const own = cells.ofColumn(index);
    const type = how.type === 'integer' && own.hasMissing ? { type: 'float' as const } : how;
    return { name, ...type, cells: own.cells };
  });
}

/** By name; null where two have one, where one is an index, or the file is none. */
async function heldColumns(source: ByteSource): Promise<ReadonlyMap<string, Held> | null> {
  try {
    const nodes = schemaTree((await readFileMetadata(source)).schema);
    const held = new Map(nodes.map(({ element }) => [element.name, heldAs(element)]));
    const hasIndex = nodes.some(({ element }) => /^__index_level_\d+__$/.test(element.name));
    return held.size === nodes.length && !hasIndex ? held : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function heldAs({ type, repetition, logicalType, convertedType }: SchemaElement): Held {
  const isPlain = repetition !== 'repeated' && (logicalType === null || logicalType.id === logical.integer);
  if (type === 'BYTE_ARRAY')
    return { type: logicalType?.id === logical.string || convertedType === 0 ? 'text' : 'other' };
  // Dates, times and decimals are integers for Parquet, and objects or times for pandas.
  const isInteger = isPlain && (convertedType === null || (convertedType >= 11 && convertedType <= 18));
  if (type === 'INT64' && isInteger) return { type: 'integer' };
  if (type === 'INT32' && isInteger)
    return { type: 'integer', bits: bitsOfConverted.get(convertedType) ?? 32 };
  if (type === 'DOUBLE' && isPlain) return { type: 'float' };
  if (type === 'FLOAT' && isPlain) return { type: 'float', bits: 32 };
  return { type: 'other' };
}

/** The cells of a table by column. */
class Cells implements RowConsumer {
  private readonly columns: { readonly cells: (string | null)[]; hasMissing: boolean }[] = [];

  take({ columnNames, rowCount, stride, buffer, written, declared }: TableRows): void {
    for (let column = 0; column < columnNames.length; column++) {
      const own = (this.columns[column] ??= { cells: [], hasMissing: false });
      for (let row = 0; row < rowCount; row++) {
        const at = column * stride + row;
        const [start, end] = [written.starts[at]!, written.ends[at]!];
        const isMissing = start === end && (declared?.[at] ?? 0) === 0;
        own.hasMissing ||= isMissing;
        const isHashed = !isMissing && own.cells.length < mostHashed;
        own.cells.push(isHashed ? decodeUtf8(buffer.bytes.subarray(start, end)) : null);
      }
    }
  }

  ofColumn(index: number): { readonly cells: readonly (string | null)[]; readonly hasMissing: boolean } {
    return this.columns[index] ?? { cells: [], hasMissing: false };
  }
}
