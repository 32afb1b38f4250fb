import { type RowBlock, cellText } from './rowBlock';
import { encodeUtf8 } from './utf8';

/** What rows are left: a cell of `columns` (indexes) has to satisfy `text`. */
export interface RowFilter {
  /** Words that a cell contains, whatever their case; `=x`, `!=x`, `>x`, `<x`, `>=x` and `<=x` compare, and `=` alone finds missing cells. */
  readonly text: string;
  readonly columns: readonly number[];
}

type CellTest = (block: RowBlock, row: number, column: number) => boolean;

/** Whether a row of a block satisfies a filter. */
export function rowTest({ text, columns }: RowFilter): (block: RowBlock, row: number) => boolean {
  const test = cellTest(text.trim());
  return (block, row) => columns.some((column) => test(block, row, column));
}

function cellTest(text: string): CellTest {
  const [, operator, operand = ''] = /^(>=|<=|!=|=|>|<)\s*(.*)$/s.exec(text) ?? [];
  if (operator === undefined) return containing(text);
  if (operand === '') {
    if (operator === '=') return (block, row, column) => cellText(block, row, column) === null;
    if (operator === '!=') return (block, row, column) => cellText(block, row, column) !== null;
    return containing(text);
  }
  const holds = comparisons[operator]!;
  return (block, row, column) => {
    const cell = cellText(block, row, column);
    return cell !== null && holds(compareCells(cell, operand));
  };
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
};

/** Orders two cells: as numbers where both are some, else by code unit, which orders ISO dates, too. */
export function compareCells(a: string, b: string): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== null && right !== null) return left - right;
  return a < b ? -1 : Number(a > b);
}

/** The number that a cell is; null for any other text. */
export function numberOf(text: string): number | null {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? null : number;
}

function containing(text: string): CellTest {
  const isPlain = [...text].every((letter) => letter < '\u0080');
  if (!isPlain) {
    const lower = text.toLowerCase();
    return (block, row, column) => cellText(block, row, column)?.toLowerCase().includes(lower) ?? false;
  }
  const wanted = encodeUtf8(text.toLowerCase());
  return ({ bytes, ends, columnCount }, row, column) => {
    const cell = row * columnCount + column;
    const last = ends[cell]! - wanted.length;
    for (let start = cell === 0 ? 0 : ends[cell - 1]!; start <= last; start++) {
      let at = 0;
      while (at < wanted.length && lowered[bytes[start + at]!] === wanted[at]) at++;
      if (at === wanted.length) return true;
    }
    return false;
  };
}

/** Each byte, capital letters of ASCII as small ones. */
const lowered = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
