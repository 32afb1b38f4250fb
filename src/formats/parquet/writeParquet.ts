import { parquetWriteBuffer } from 'hyparquet-writer';
import { millisecondsOfDay } from '../../table/calendar';
import { decimalOf, type WrittenDecimal } from './writtenDecimal';
import type { ColumnType } from '../../table/schema';

/** A column to write: its cells in canonical form, null for a missing one. */
export interface WrittenColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly cells: readonly (string | null)[];
}

type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number];

/** How a column is declared and what stands in it. */
interface Encoded {
  readonly element: Omit<Element, 'name' | 'repetition_type'>;
  readonly data: readonly unknown[];
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

/**
 * Columns of equal length as the bytes of a Parquet file, of which each has its type. Cells that the physical type cannot hold
 * exactly (an integer beyond 64 bits, a clock of more than nine decimals, times with and without a zone in one column) make it a column of text.
 */
export function writeParquet(columns: readonly WrittenColumn[]): Uint8Array {
  const encoded = columns.map(({ type, cells }) => encoders[type](cells) ?? { element: text, data: cells });
  const schema: Element[] = [
    { name: 'root', num_children: columns.length },
    ...encoded.map(({ element }, at) => ({
      ...element,
      name: columns[at]!.name,
      repetition_type: 'OPTIONAL' as const,
    })),
  ];
  const columnData = encoded.map(({ data }, at) => ({ name: columns[at]!.name, data: data as unknown[] }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, createdBy: 'throughline' }));
}

/** Null where a cell does not fit. */
const encoders: Readonly<Record<ColumnType, (cells: readonly (string | null)[]) => Encoded | null>> = {
  boolean: (cells) => ({
    element: { type: 'BOOLEAN' },
    data: cells.map((cell) => (cell === null ? null : cell === 'true')),
  }),
  integer: (cells) => encode({ type: 'INT64' }, cells, integer64),
  number: encodeNumbers,
  date: (cells) =>
    encode({ type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } }, cells, dayOf),
  time: (cells) => encodeClock(cells, timeOfDay, (unit) => ({ type: 'TIME', isAdjustedToUTC: false, unit })),
  timestamp: encodeTimestamps,
  string: (cells) => ({ element: text, data: cells }),
  // The package would parse and write anew what is converted to JSON, and lose digits.
  nested: (cells) => ({ element: { type: 'BYTE_ARRAY', logical_type: { type: 'JSON' } }, data: cells }),
  empty: (cells) => ({ element: { type: 'INT32', logical_type: { type: 'NULL' } }, data: cells }),
};

function encode<T>(
  element: Encoded['element'],
  cells: readonly (string | null)[],
  of: (cell: string) => T | null,
): Encoded | null {
  const data: (T | null)[] = [];
  for (const cell of cells) {
    const value = cell === null ? null : of(cell);
    if (value === null && cell !== null) return null;
    data.push(value);
  }
  return { element, data };
}

function integer64(cell: string): bigint | null {
  if (!/^-?\d{1,19}$/.test(cell)) return null;
  const value = BigInt(cell);
  return BigInt.asIntN(64, value) === value ? value : null;
}

/** Doubles where each is its cell's shortest form, else decimals of 38 digits. */
function encodeNumbers(cells: readonly (string | null)[]): Encoded | null {
  const doubles = encode({ type: 'DOUBLE' }, cells, (cell) =>
    String(Number(cell)) === cell ? Number(cell) : null,
  );
  return doubles ?? encodeDecimals(cells);
}

function encodeDecimals(cells: readonly (string | null)[]): Encoded | null {
  const decimals = encode({ type: 'DOUBLE' }, cells, decimalOf)?.data as
    readonly (WrittenDecimal | null)[] | undefined;
  if (!decimals) return null;
  const scale = decimals.reduce((most, each) => Math.max(most, each?.scale ?? 0), 0);
  const precision = 38;
  const largest = 10n ** BigInt(precision);
  const data = decimals.map((each) => each && each.unscaled * 10n ** BigInt(scale - each.scale));
  if (data.some((each) => each !== null && (each >= largest || each <= -largest))) return null;
  const element = {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    scale,
    precision,
  } as const;
  return { element: { ...element, logical_type: { type: 'DECIMAL', scale, precision } }, data };
}

function dayOf(cell: string): number | null {
  const found = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(cell);
  return found && millisecondsOfDay(Number(found[1]), Number(found[2]), Number(found[3])) / 86_400_000;
}

/** Of a point in time, or of a day: whole seconds since 1970 or midnight, and the decimals behind. */
interface Clock {
  readonly seconds: number;
  readonly fraction: string;
}

function timeOfDay(cell: string): Clock | null {
  const found = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/.exec(cell);
  if (!found) return null;
  const seconds = (Number(found[1]) * 60 + Number(found[2])) * 60 + Number(found[3]);
  return seconds < 86_400 ? { seconds, fraction: found[4] ?? '' } : null;
}

/** All with a zone, or all without one: else it is not said which moments they are. */
function encodeTimestamps(cells: readonly (string | null)[]): Encoded | null {
  const isUtc = cells.some((cell) => cell?.endsWith('Z'));
  return encodeClock(
    cells,
    (cell) => (cell.endsWith('Z') === isUtc ? momentOf(isUtc ? cell.slice(0, -1) : cell) : null),
    (unit) => ({ type: 'TIMESTAMP', isAdjustedToUTC: isUtc, unit }),
  );
}

function momentOf(cell: string): Clock | null {
  const [date = '', time] = cell.split('T');
  const day = dayOf(date);
  const clock = time === undefined ? { seconds: 0, fraction: '' } : timeOfDay(time);
  return day === null || clock === null ? null : { ...clock, seconds: day * 86_400 + clock.seconds };
}

function encodeClock(
  cells: readonly (string | null)[],
  of: (cell: string) => Clock | null,
  told: (unit: 'MICROS' | 'NANOS') => NonNullable<Element['logical_type']>,
): Encoded | null {
  const clocks = encode({}, cells, of)?.data as readonly (Clock | null)[] | undefined;
  if (!clocks) return null;
  const digits = clocks.some((each) => (each?.fraction.length ?? 0) > 6) ? 9 : 6;
  const data = clocks.map(
    (each) =>
      each && BigInt(`${each.seconds}`) * 10n ** BigInt(digits) + BigInt(each.fraction.padEnd(digits, '0')),
  );
  if (data.some((each) => each !== null && BigInt.asIntN(64, each) !== each)) return null;
  return { element: { type: 'INT64', logical_type: told(digits === 6 ? 'MICROS' : 'NANOS') }, data };
}
