import { firstInvalidUtf8 } from '../../../table/utf8';
import { RecordScanner, type CutRules } from '../record';
import { cellKindOf, isTyped } from './cellKind';

/** One record of a sample. Blank lines and comments are none. */
export interface SampledRecord {
  /** The line that it begins on, from 0. */
  readonly line: number;
  readonly lineCount: number;
  readonly start: number;
  readonly end: number;
  readonly width: number;
  /** Its quotes do not fit. */
  readonly isFaulty: boolean;
  /** Its cells, of the first records alone, and of each no more than `sampledFields`; else empty. */
  readonly cells: readonly string[];
  readonly isAfterBlank: boolean;
}

/** The first records of a text as some rules cut them. */
export interface Sample {
  readonly rules: CutRules;
  readonly records: readonly SampledRecord[];
  /** The width that most records have; the wider of two. */
  readonly width: number;
  /** The share of lines that stand in records of that width, or in a long run of another, with quotes that fit. */
  readonly fit: number;
  /** The share of looked-at cells below the first record that are more than text. */
  readonly typedShare: number;
  /** Records with cells that still have quotes that other rules would take away, or lines that an unescaped quote took in. */
  readonly leftoverCount: number;
}

/** What is cut: the beginning of a text in UTF-8. `isWhole`: it is all there is. */
export interface SampledText {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** Of how many records, and fields of each, the cells are looked at. */
export const sampledRecords = 200;
const sampledFields = 100;
/** Of how many it is asked whether they are more than text. */
const typedRecords = 50;

/** Cuts the text until `limit` records, or its end. A record that is cut off at the end says nothing, unless it is all. */
export function sampleText(text: SampledText, rules: CutRules, limit = 2000): Sample {
  const records = sampledFrom(text, rules, limit);
  const width = usualWidth(records);
  const lines = records.reduce((sum, { lineCount }) => sum + lineCount, 0);
  const steady = steadyRecords(records);
  const fitting = records.filter((record, at) => !record.isFaulty && (record.width === width || steady[at]!));
  const fittingLines = fitting.reduce((sum, { lineCount }) => sum + lineCount, 0);
  const looked = records.filter(({ cells }) => cells.length > 0);
  const cells = looked.slice(1, typedRecords).flatMap((record) => record.cells);
  const typed = cells.filter((cell) => isTyped(cellKindOf(cell))).length;
  return {
    rules,
    records,
    width,
    fit: lines === 0 ? 0 : fittingLines / lines,
    typedShare: cells.length === 0 ? 0 : typed / cells.length,
    leftoverCount: looked.filter(({ cells }) => hasLeftover(cells, rules)).length,
  };
}

function sampledFrom({ bytes, isWhole }: SampledText, rules: CutRules, limit: number): SampledRecord[] {
  const scanner = new RecordScanner(rules);
  const records: SampledRecord[] = [];
  let line = 0;
  let isAfterBlank = false;
  for (let at = 0; at < bytes.length && records.length < limit;) {
    scanner.scan(bytes, at, bytes.length);
    const isCutOff = scanner.end >= bytes.length && !isWhole;
    if (isCutOff && records.length > 0) break;
    const lineCount = scanner.innerLines + 1;
    if (!scanner.isBlank && !scanner.isComment) {
      records.push({
        line,
        lineCount,
        start: at,
        end: scanner.end,
        width: scanner.fieldCount,
        isFaulty: scanner.isFaulty,
        cells: records.length < sampledRecords ? cellsOf(bytes, scanner) : [],
        isAfterBlank,
      });
    }
    isAfterBlank = scanner.isBlank;
    line += lineCount;
    at = scanner.end;
  }
  return records;
}

/** The cells of what was scanned; none where they are no UTF-8. */
export function cellsOf(bytes: Uint8Array, scanner: RecordScanner): string[] {
  const count = Math.min(scanner.fieldCount, sampledFields);
  const from = scanner.starts[0] ?? 0;
  if (firstInvalidUtf8(bytes, from, Math.max(from, scanner.contentEnd)) >= 0) return [];
  return Array.from({ length: count }, (_, field) => scanner.text(bytes, field));
}

/** The width of most records; of two that are as frequent, the wider. 0 where there are none. */
export function usualWidth(records: readonly SampledRecord[]): number {
  const counts = new Map<number, number>();
  for (const { width } of records) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return first?.[0] ?? 0;
}

/** As many records of one width in a row are a table of their own. */
const longRun = 10;

function steadyRecords(records: readonly SampledRecord[]): boolean[] {
  const steady = Array.from(records, () => false);
  for (let at = 0; at < records.length;) {
    let end = at + 1;
    while (end < records.length && records[end]!.width === records[at]!.width) end++;
    if (end - at >= longRun && records[at]!.width > 1) steady.fill(true, at, end);
    at = end;
  }
  return steady;
}

function hasLeftover(cells: readonly string[], { quote, escape }: CutRules): boolean {
  const own = quote < 0 ? '' : String.fromCharCode(quote);
  if ((own !== '"' && isWrapped(cells, '"')) || (own !== "'" && isWrapped(cells, "'"))) return true;
  return (
    escape === 'none' && own !== '' && cells.some((cell) => cell.includes(own + own) || /[\r\n]/.test(cell))
  );
}

/** Whether a cell begins with the mark, and it or one after it ends with it: they may be one that is quoted. */
function isWrapped(cells: readonly string[], mark: string): boolean {
  const open = cells.findIndex((cell) => cell.startsWith(mark));
  return (
    open >= 0 &&
    cells.some((cell, at) => at >= open && cell.length > (at === open ? 1 : 0) && cell.endsWith(mark))
  );
}
