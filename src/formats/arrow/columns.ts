import { Precision, TimeUnit, Type, type Batch, type Column, type DataType } from '@uwdata/flechette';
import type { DeclaredType } from '../../profile/tablePart';
import { dateText, decimalText, timestampText, timeText, type UnitsPerSecond } from '../isoText';
import type { TypedColumn } from '../typedColumns';

/** A column, and how a row of one of its batches becomes a value that a `TablePartBuilder` takes. */
export interface ArrowColumn extends TypedColumn {
  value(batch: Batch<unknown>, row: number): unknown;
}

export function prepareColumn(name: string, type: DataType): ArrowColumn {
  const column = (declared: DeclaredType | null, value: ArrowColumn['value'] = valueAt): ArrowColumn => ({
    name,
    declared,
    value,
  });
  switch (type.typeId) {
    case Type.Bool:
      return column('boolean');
    case Type.Int:
      return column('integer');
    case Type.Float:
      return column(type.precision === Precision.DOUBLE ? 'number' : 'float32');
    case Type.Decimal:
      return column(
        'number',
        present((value) => decimalText(value as bigint | number, type.scale)),
      );
    case Type.Date:
      // flechette gives milliseconds of either unit.
      return column(
        'date',
        present((value) => dateText(Number(value) / 86_400_000)),
      );
    case Type.Time: {
      const units = unitsPerSecond(type.unit);
      return column(
        'time',
        present((value) => timeText(value as bigint | number, units)),
      );
    }
    case Type.Timestamp: {
      const units = unitsPerSecond(type.unit);
      const isUtc = type.timezone !== null && type.timezone !== undefined && type.timezone !== '';
      // Read from the buffer: flechette's own value is a double of milliseconds.
      return column(isUtc ? 'timestampUtc' : 'timestamp', (batch, row) =>
        batch.at(row) === null ? null : timestampText((batch.values as BigInt64Array)[row]!, units, isUtc),
      );
    }
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return column('string');
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return column('bytes');
    case Type.Dictionary:
      return dictionaryColumn(name, type.dictionary);
    case Type.Null:
      return column(null);
    case Type.Duration:
      return column('integer');
    default:
      return column('nested', (batch, row) => nestedValue(batch.at(row)));
  }
}

const valueAt: ArrowColumn['value'] = (batch, row) => batch.at(row);

function present(convert: (value: unknown) => unknown): ArrowColumn['value'] {
  return (batch, row) => {
    const value = batch.at(row);
    return value === null ? null : convert(value);
  };
}

function unitsPerSecond(unit: number): UnitsPerSecond {
  switch (unit) {
    case TimeUnit.SECOND:
      return 1;
    case TimeUnit.MILLISECOND:
      return 1_000;
    case TimeUnit.MICROSECOND:
      return 1_000_000;
    default:
      return 1_000_000_000;
  }
}

/** Rows are keys into values that are converted once. */
function dictionaryColumn(name: string, type: DataType): ArrowColumn {
  const inner = prepareColumn(name, type);
  let known: { readonly batch: Batch<unknown>; readonly values: Map<number, unknown> } | null = null;
  return {
    name,
    declared: inner.declared,
    value(batch, row) {
      if (known?.batch !== batch) known = { batch, values: new Map() };
      if (!batch.isValid(row) && batch.nullCount > 0) return null;
      const { dictionary } = batch as DictionaryBatch;
      const key = Number(batch.values[row]);
      let value = known.values.get(key);
      if (value === undefined) {
        value = valueInColumn(dictionary, key, inner);
        known.values.set(key, value);
      }
      return value;
    },
  };
}

type DictionaryBatch = Batch<unknown> & { readonly dictionary: Column<unknown> };

function valueInColumn(column: Column<unknown>, index: number, inner: ArrowColumn): unknown {
  let before = 0;
  for (const batch of column.data) {
    if (index < before + batch.length) return inner.value(batch, index - before);
    before += batch.length;
  }
  throw new RangeError(`a dictionary has no value ${index}`);
}

/** Lists of small integers come as typed arrays, which would be taken for bytes; maps come as pairs. */
function nestedValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Array.from(value);
  return value;
}
