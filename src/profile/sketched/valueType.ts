import type { Item, ItemType } from '../../sketches/items';
import { canonicalText, float32Text, numberText } from '../../table/cellText';
import type { ColumnType } from '../../table/schema';

/** What an engine says that the values of a column are. */
export type ValueType =
  | { readonly kind: 'integer'; readonly item: 'long' | 'int' | 'short' | 'byte' }
  | { readonly kind: 'double' | 'float' | 'boolean' | 'string' | 'bytes' | 'nested' | 'other' }
  /** Days and microseconds since 1970; `timestampUtc` is a point in time, `timestamp` a clock's reading without its zone. */
  | { readonly kind: 'date' | 'timestampUtc' | 'timestamp' | 'time' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

const millisecondsOfDay = 86_400_000;
/** Decimals up to so many digits are kept as 64-bit integers. */
const digitsOfLong = 18;

/** The type of the column in a profile. */
export function columnTypeOfValues({ kind }: ValueType): ColumnType {
  switch (kind) {
    case 'double':
    case 'float':
    case 'decimal':
      return 'number';
    case 'timestampUtc':
      return 'timestamp';
    case 'bytes':
    case 'other':
      return 'string';
    default:
      return kind;
  }
}

/** How the items of the column's sketch of frequent items lie in its bytes. */
export function itemTypeOfValues(type: ValueType): ItemType {
  switch (type.kind) {
    case 'integer':
      return type.item;
    case 'date':
      return 'int';
    case 'timestamp':
    case 'timestampUtc':
      return 'long';
    case 'decimal':
      return type.precision <= digitsOfLong ? 'long' : 'bigInteger';
    case 'double':
    case 'float':
    case 'boolean':
      return type.kind;
    default:
      return 'string';
  }
}

/** Whether values have a place on a line of numbers that their sketches know. */
export function hasNumbers({ kind }: ValueType): boolean {
  return ['integer', 'double', 'float', 'decimal', 'date', 'timestamp', 'timestampUtc'].includes(kind);
}

/** An item as its canonical cell ([T3] to [T8]); '' where it is no value: NaN and empty text. */
export function textOfItem(type: ValueType, item: Item): string {
  switch (type.kind) {
    case 'double':
      return Number.isNaN(item) ? '' : numberText(item as number);
    case 'float':
      return Number.isNaN(item) ? '' : float32Text(item as number);
    case 'decimal':
      return canonicalText(decimalText(item as bigint, type.scale)).text;
    case 'date':
      return isoDay(Number(item));
    case 'timestampUtc':
      return canonicalText(isoMicros(item as bigint, 'Z')).text;
    case 'timestamp':
      return canonicalText(isoMicros(item as bigint, '')).text;
    case 'time':
      return canonicalText(String(item)).text;
    default:
      return String(item);
  }
}

/** An item's place on the line of numbers of a profile ([P8]): dates and times as milliseconds; NaN where it has none. */
export function numberOfItem(type: ValueType, item: Item): number {
  switch (type.kind) {
    case 'integer':
    case 'double':
      return Number(item) + 0;
    case 'float':
      return Number(float32Text(item as number));
    case 'decimal':
      return Number(decimalText(item as bigint, type.scale));
    case 'date':
      return Number(item) * millisecondsOfDay;
    case 'timestamp':
    case 'timestampUtc':
      return Number(item) / 1000;
    default:
      return Number.NaN;
  }
}

/** How many units of the line of numbers a unit of the sketches is: decimals are sketched as doubles, dates as days. */
export function unitOfSketch({ kind }: ValueType): number {
  if (kind === 'date') return millisecondsOfDay;
  return kind === 'timestamp' || kind === 'timestampUtc' ? 1 / 1000 : 1;
}

/** A cell of an extreme as an item; null where it is none of the type. */
export function itemOfCell(type: ValueType, cell: string): Item | null {
  switch (type.kind) {
    case 'integer':
    case 'date':
    case 'timestamp':
    case 'timestampUtc':
      return /^-?\d{1,40}$/.test(cell) ? BigInt(cell) : null;
    case 'double':
    case 'float': {
      const number = Number(cell);
      return cell === '' || Number.isNaN(number) ? null : number;
    }
    case 'decimal':
      return unscaled(cell, type.scale);
    default:
      return cell;
  }
}

function unscaled(cell: string, scale: number): bigint | null {
  const match = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?$/.exec(canonicalText(cell).text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  if (fraction.length > scale) return null;
  return BigInt(`${match[1]}${match[2]}${fraction.padEnd(scale, '0')}`);
}

function decimalText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${value < 0n ? '-' : ''}${digits.slice(0, at)}${scale === 0 ? '' : `.${digits.slice(at)}`}`;
}

function isoDay(days: number): string {
  const day = new Date(days * millisecondsOfDay);
  return Number.isNaN(day.getTime()) ? String(days) : day.toISOString().slice(0, -14);
}

function isoMicros(micros: bigint, zone: '' | 'Z'): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const moment = new Date(Number((micros - rest) / 1000n));
  if (Number.isNaN(moment.getTime())) return String(micros);
  return `${moment.toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}${zone}`;
}
