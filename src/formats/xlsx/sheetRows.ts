import type { ByteSource, Cancellation } from '../../lib/ports';
import { refuse } from '../refusal';
import { type NumberMeaning, valueOfNumber } from './numberFormat';
import { readXml } from './xml';

/** What a cell holds: text, a date or time as ISO 8601 text, or null for nothing. */
export type CellValue = string | number | boolean | null;

/** What cells refer to. */
export interface CellContext {
  readonly texts: readonly string[];
  readonly meanings: readonly NumberMeaning[];
  readonly epoch: 1900 | 1904;
}

/** What could not be had of cells. */
export interface CellCounts {
  /** Cells whose formula failed, such as `#N/A`: they are null. */
  errorCount: number;
  /** Cells with a formula and no value: the program that wrote the file did not compute it. */
  uncomputedCount: number;
}

/** Sheets end at column XFD. */
const mostColumns = 16_384;

/** Gives the rows of a sheet that hold anything, in their order: their number, counted from 1, and their cells from the first column on. */
export async function scanSheet(
  source: ByteSource,
  part: string,
  context: CellContext,
  onRow: (cells: readonly CellValue[], rowNumber: number) => void,
  cancellation: Cancellation,
): Promise<CellCounts> {
  const scan = new SheetScan(context, onRow);
  await readXml(source, part, scan, cancellation);
  return scan.counts;
}

class SheetScan {
  readonly counts: CellCounts = { errorCount: 0, uncomputedCount: 0 };
  private readonly context: CellContext;
  private readonly onRow: (cells: readonly CellValue[], rowNumber: number) => void;
  private rowNumber = 0;
  private cells: CellValue[] = [];
  private isEmpty = true;
  private column = 0;
  private type = 'n';
  private style = 0;
  private value = '';
  private isValue = false;
  private isSpoken = false;
  private hasFormula = false;
  private hasValue = false;

  constructor(context: CellContext, onRow: (cells: readonly CellValue[], rowNumber: number) => void) {
    this.context = context;
    this.onRow = onRow;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.beginCell(attributes);
    else if (name === 'v' || (name === 't' && !this.isSpoken)) this.isValue = this.hasValue = true;
    else if (name === 'f') this.hasFormula = true;
    else if (name === 'rPh') this.isSpoken = true;
    else if (name === 'row') {
      this.rowNumber = attributes['r'] === undefined ? this.rowNumber + 1 : Number(attributes['r']);
      this.cells = [];
      this.isEmpty = true;
      this.column = 0;
    }
  }

  text(text: string): void {
    if (this.isValue) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.isSpoken = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row' && !this.isEmpty) this.onRow(this.cells, this.rowNumber);
  }

  private beginCell(attributes: Readonly<Record<string, string>>): void {
    const reference = attributes['r'];
    if (reference !== undefined) this.column = columnOf(reference);
    if (this.column >= mostColumns) refuse(`row ${this.rowNumber}: a cell lies past the last column`);
    this.type = attributes['t'] ?? 'n';
    this.style = Number(attributes['s'] ?? 0);
    this.value = '';
    this.hasFormula = this.hasValue = false;
  }

  private endCell(): void {
    const value = this.hasValue ? this.valueOf(this.value) : null;
    if (this.hasFormula && this.value === '' && this.type !== 'str') this.counts.uncomputedCount++;
    if (value !== null) {
      while (this.cells.length < this.column) this.cells.push(null);
      this.cells[this.column] = value;
      this.isEmpty = false;
    }
    this.column++;
  }

  private valueOf(text: string): CellValue {
    switch (this.type) {
      case 's': {
        const shared = this.context.texts[Number(text)];
        if (shared === undefined)
          return refuse(`row ${this.rowNumber}: a cell refers to text ${text}, which is not there`);
        return shared === '' ? null : shared;
      }
      case 'b':
        return text === '1' || text === 'true';
      case 'e':
        this.counts.errorCount++;
        return null;
      case 'n': {
        if (text.trim() === '') return null;
        const number = Number(text);
        if (!Number.isFinite(number))
          return refuse(`row ${this.rowNumber}: ${JSON.stringify(text.slice(0, 40))} is no number`);
        return valueOfNumber(number, this.context.meanings[this.style] ?? 'number', this.context.epoch);
      }
      default:
        return text === '' ? null : decodeEscapes(text);
    }
  }
}

/** The column of a reference such as `AB12`, counted from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + letter - 0x40;
  }
  return column - 1;
}

/** Text in which `_x000D_` stands for the character of that number (ECMA-376 part 1, 22.9.2.19). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
