import { exactNumber } from '../../table/exactNumber';
import { float16Of, int64At, shortened, uint64At } from '../binaryNumbers';
import { dateText, decimalText, timestampText, timeText } from '../isoText';
import { refuse } from '../refusal';
import type { ArrowType } from './schema';

type ViewOf = (length: number, byteLength: number) => DataView;

const int = { bitWidth: 32, isSigned: true } as const;
const long = { bitWidth: 64, isSigned: true } as const;

/** The value at a row of a field whose type has no others inside. `viewOf` gives its next buffer, of `length` values of so many bytes. */
export function scalarAt(
  type: ArrowType,
  length: number,
  isNested: boolean,
  viewOf: ViewOf,
): (row: number) => unknown {
  switch (type.kind) {
    case 'integer':
      return integerAt(viewOf(length, type.bitWidth / 8), type);
    case 'duration':
      return integerAt(viewOf(length, 8), long);
    case 'float':
      return floatAt(type.bitWidth, viewOf(length, type.bitWidth / 8), isNested);
    case 'decimal': {
      const byteLength = type.bitWidth / 8;
      const text = decimalAt(viewOf(length, byteLength), byteLength, type.scale);
      return isNested ? (row) => exactNumber(text(row)) : text;
    }
    case 'date': {
      const days = integerAt(viewOf(length, type.isMilliseconds ? 8 : 4), type.isMilliseconds ? long : int);
      return type.isMilliseconds
        ? (row) => timestampText(days(row), 1_000, false).replace('T00:00:00', '')
        : (row) => dateText(Number(days(row)));
    }
    case 'time': {
      const units = integerAt(viewOf(length, type.bitWidth / 8), type.bitWidth === 64 ? long : int);
      return (row) => timeText(units(row), type.unitsPerSecond);
    }
    case 'timestamp': {
      const units = integerAt(viewOf(length, 8), long);
      return (row) => timestampText(units(row), type.unitsPerSecond, type.isUtc);
    }
    case 'interval':
      return intervalAt(type.unit, length, viewOf);
    default:
      return refuse(`a column of type ${type.kind} has no values of its own`);
  }
}

function floatAt(bitWidth: 16 | 32 | 64, view: DataView, isNested: boolean): (row: number) => number {
  if (bitWidth === 64) return (row) => view.getFloat64(row * 8, true);
  if (bitWidth === 16) return (row) => float16Of(view.getUint16(row * 2, true));
  return isNested
    ? (row) => shortened(view.getFloat32(row * 4, true))
    : (row) => view.getFloat32(row * 4, true);
}

/** As ISO 8601 durations, in which months, days and clock time stay apart. */
function intervalAt(
  unit: 'months' | 'days' | 'nanoseconds',
  length: number,
  viewOf: ViewOf,
): (row: number) => string {
  if (unit === 'months') {
    const view = viewOf(length, 4);
    return (row) => `P${view.getInt32(row * 4, true)}M`;
  }
  if (unit === 'days') {
    const view = viewOf(length, 8);
    return (row) => `P${view.getInt32(row * 8, true)}DT${decimalText(view.getInt32(row * 8 + 4, true), 3)}S`;
  }
  const view = viewOf(length, 16);
  return (row) =>
    `P${view.getInt32(row * 16, true)}M${view.getInt32(row * 16 + 4, true)}DT${decimalText(view.getBigInt64(row * 16 + 8, true), 9)}S`;
}

/** Integers of 64 bits are numbers where a double holds them, else bigints. */
export function integerAt(
  view: DataView,
  { bitWidth, isSigned }: { readonly bitWidth: number; readonly isSigned: boolean },
): (row: number) => number | bigint {
  switch (bitWidth) {
    case 8:
      return isSigned ? (row) => view.getInt8(row) : (row) => view.getUint8(row);
    case 16:
      return isSigned ? (row) => view.getInt16(row * 2, true) : (row) => view.getUint16(row * 2, true);
    case 32:
      return isSigned ? (row) => view.getInt32(row * 4, true) : (row) => view.getUint32(row * 4, true);
    default:
      return isSigned ? (row) => int64At(view, row * 8) : (row) => uint64At(view, row * 8);
  }
}

/** An offset of 32 or 64 bits. */
export function offsetAt(view: DataView, byteLength: 4 | 8): (row: number) => number {
  return byteLength === 4
    ? (row) => view.getInt32(row * 4, true)
    : (row) => Number(view.getBigInt64(row * 8, true));
}

/** The decimal at a row, with its digits. */
function decimalAt(view: DataView, byteLength: number, scale: number): (row: number) => string {
  if (byteLength === 4) return (row) => decimalText(view.getInt32(row * 4, true), scale);
  return (row) => {
    let unscaled = view.getBigInt64((row + 1) * byteLength - 8, true);
    for (let at = (row + 1) * byteLength - 16; at >= row * byteLength; at -= 8)
      unscaled = (unscaled << 64n) | view.getBigUint64(at, true);
    return decimalText(unscaled, scale);
  };
}
