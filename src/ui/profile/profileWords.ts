import type { ColumnProfile } from '../../profile/profile';
import type { ColumnType } from '../../table/schema';
import { formatFigure } from '../shared/format';

/** The least and greatest value: `2.50 – 318.25`; of a column without a value, that. */
export function rangeWords(column: ColumnProfile): string {
  if (column.min === null || column.max === null)
    return column.nullCount === column.rowCount ? 'no value' : 'not ordered';
  const [from, to] = [valueWords(column.min, column.type), valueWords(column.max, column.type)];
  return from === to ? from : `${from} – ${to}`;
}

/** A value as text in its short form: numbers with thousands separators, times without trailing zeros. */
export function valueWords(text: string, type: ColumnType): string {
  if (type !== 'integer' && type !== 'number') return text;
  const number = Number(text);
  // Past 2^53 the text is exact and the number is not.
  return Number.isFinite(number) && Math.abs(number) < 1e15 ? formatExactly(number) : text;
}

/** A number of a column, or a time of one that is kept as milliseconds. */
export function numberWords(value: number, type: ColumnType): string {
  switch (type) {
    case 'date':
      return isoPart(value, 0, 10);
    case 'timestamp':
      return isoPart(value, 0, 19).replace('T', ' ');
    case 'time':
      return isoPart(value, 11, 19);
    default:
      return formatFigure(value);
  }
}

function isoPart(milliseconds: number, from: number, to: number): string {
  return Math.abs(milliseconds) <= 8.64e15
    ? new Date(milliseconds).toISOString().slice(from, to)
    : String(milliseconds);
}

const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 10 });

function formatExactly(value: number): string {
  return exact.format(value).replace('-', '−');
}
