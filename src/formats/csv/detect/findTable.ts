import type { ReadOptions } from '../../../table/schema';
import { headerLineCount, isHeader } from './headerEvidence';
import { usualWidth, type SampledRecord } from './sample';

/** Where the first table of a sample stands. */
export interface FoundTable {
  /** Indexes of its first record, header lines with it; and of its first row. */
  readonly first: number;
  readonly firstRow: number;
  /** How many cells its rows have. */
  readonly width: number;
}

type TableOptions = Pick<ReadOptions, 'skipLines' | 'hasHeader' | 'headerLines' | 'padShortRows'>;

/** A table before the widest run of records counts as the first where it has at least this share of its records. */
const earlierShare = 0.25;
const shortestRun = 3;
/** Of the next records, how many must have the table's width for it to begin. */
const lookahead = 10;
const steadyShare = 0.6;

/** Finds the first table, its header and its width ([C15] to [C20] in SPEC.md). */
export function findTable(records: readonly SampledRecord[], options: TableOptions): FoundTable {
  const from =
    options.skipLines === undefined ? 0 : records.findIndex(({ line }) => line >= options.skipLines!);
  const given = from < 0 ? [] : records.slice(from);
  if (given.length === 0) return { first: records.length, firstRow: records.length, width: 0 };
  const width = widthOfFirstTable(given);
  const start = options.skipLines === undefined ? startOf(given, width) : 0;
  const offset = Math.max(0, from);
  const headerLines = countHeader(given.slice(start), width, options);
  const headerWidth = given[start]!.width;
  const rows = given.slice(start + headerLines);
  // Where rows of the header's width are there, or none at all, it says how wide the table is.
  const isNamedWidth =
    headerLines > 0 &&
    (rows.length === 0 ||
      rows.some((row) => row.width === headerWidth) ||
      options.padShortRows === true ||
      rows.length < 2);
  return {
    first: offset + start,
    firstRow: offset + start + headerLines,
    width: isNamedWidth ? headerWidth : width,
  };
}

/** The width of most records, but for an earlier run of others that is long enough to be a table of its own. */
function widthOfFirstTable(records: readonly SampledRecord[]): number {
  const divided = records.filter(({ width }) => width > 1);
  const most = usualWidth(divided.length * 4 >= records.length ? divided : records);
  const count = records.filter(({ width }) => width === most).length;
  for (let at = 0; at < records.length && records[at]!.width !== most;) {
    const { width } = records[at]!;
    let end = at + 1;
    while (end < records.length && records[end]!.width === width) end++;
    if (width > 1 && end - at >= shortestRun && end - at >= count * earlierShare) return width;
    at = end;
  }
  return most;
}

/** The first record of the table: of its width, with as many as should follow it, and not a title that stands in its first cell alone. */
function startOf(records: readonly SampledRecord[], width: number): number {
  let start = 0;
  while (start < records.length && !(records[start]!.width === width && isSteady(records, start, width)))
    start++;
  if (start === records.length)
    start = Math.max(
      0,
      records.findIndex((record) => record.width === width),
    );
  while (start + 1 < records.length && isTitle(records, start)) start++;
  return isRaggedHeader(records, start, width) ? start - 1 : start;
}

function isSteady(records: readonly SampledRecord[], start: number, width: number): boolean {
  const next = records.slice(start, start + lookahead);
  return next.filter((record) => record.width === width).length >= next.length * steadyShare;
}

function filled({ cells }: SampledRecord): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** A record with nothing but its first cell, or nothing at all, before one that has more. */
function isTitle(records: readonly SampledRecord[], at: number): boolean {
  const record = records[at]!;
  const isFirstAlone = filled(record) === 0 || (filled(record) === 1 && record.cells[0]!.trim() !== '');
  if (record.width < 2 || record.cells.length === 0 || !isFirstAlone) return false;
  const next = records.slice(at + 1).find((other) => filled(other) !== 0);
  if (next === undefined) return false;
  if (filled(record) === 0) return true;
  return record.width > 2 ? filled(next) > record.width / 2 : filled(records[at + 1]!) === 0;
}

/** Whether the record before the first of the table's width is its header all the same: one that lacks a mark or has one too many. */
function isRaggedHeader(records: readonly SampledRecord[], start: number, width: number): boolean {
  const record = records[start - 1];
  const rows = records
    .slice(start, start + lookahead)
    .filter((row) => row.width === width)
    .map(({ cells }) => cells);
  if (record === undefined || record.cells.length === 0 || records[start]!.isAfterBlank || start > 1)
    return false;
  if (width < 2 || isHeader(rows[0] ?? [], rows.slice(1)) || rows.length < 2) return false;
  const isNear = record.isFaulty || Math.abs(record.width - width) <= Math.max(1, width / 4);
  const isOtherwiseDivided = record.width === 1 && record.cells[0]!.split(/[ \t;|,]/).length === width;
  return (
    (isNear || isOtherwiseDivided) && record.cells.every((cell) => cell === '' || Number.isNaN(Number(cell)))
  );
}

function countHeader(records: readonly SampledRecord[], width: number, options: TableOptions): number {
  if (options.headerLines !== undefined) return Math.min(options.headerLines, records.length);
  const { hasHeader } = options;
  if (hasHeader === false) return 0;
  const rows = records
    .filter(({ cells }, at) => cells.length > 0 && (at === 0 || records[at]!.width === width))
    .map(({ cells }) => cells);
  const [first, ...rest] = rows;
  // A first record that cannot be decoded is named as what it most often is.
  if (first === undefined || first !== records[0]!.cells) return Math.min(1, records.length);
  if (hasHeader !== true && records[0]!.width === width && !isHeader(first, rest)) return 0;
  const leading: (readonly string[])[] = [];
  for (const { cells, width: own } of records) {
    if (own !== records[0]!.width && leading.length < 6) break;
    if (cells.length > 0 && own === records[0]!.width) leading.push(cells);
  }
  return headerLineCount(leading);
}
