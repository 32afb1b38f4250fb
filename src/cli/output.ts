import type { Output } from './command';

/** Standard output and standard error of this process. */
export interface ProcessOutput extends Output {
  /** Writes the JSON value that was set last, once. */
  end(): void;
  /** How many lines and messages there were. */
  readonly written: { readonly lines: number; readonly messages: number };
}

/**
 * An output whose one JSON value is written at the end, so that a fault on the way is that value in its place. The first lines and messages
 * are left out where a command before wrote them.
 */
export function processOutput(before = { lines: 0, messages: 0 }): ProcessOutput {
  let value: { readonly json: unknown } | null = null;
  const written = { lines: 0, messages: 0 };
  return {
    json: (given) => void (value = { json: given }),
    line(text) {
      if (++written.lines > before.lines) process.stdout.write(`${text}\n`);
    },
    message(text) {
      if (++written.messages > before.messages) process.stderr.write(`${text}\n`);
    },
    written,
    end() {
      if (value) process.stdout.write(`${toJson(value.json)}\n`);
      value = null;
    },
  };
}

/** JSON text; numbers that JSON lacks (NaN, infinities) are null, and integers past ±(2^53 − 1) their digits as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, member: unknown) => {
      if (typeof member === 'bigint') return exactInteger(String(member));
      return typeof member === 'number' && !Number.isFinite(member) ? null : member;
    },
    2,
  );
}

/** The number that a text stands for where a double holds it exactly; else the text. */
export function exactInteger(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** A number at six digits, or as many as it needs beside a threshold. */
export function figureText(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)));
}

/** A whole number with commas between thousands. Node's own way takes longer the first time than a small command. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A count where it stands alone as a value: `none`, `12480` */
export function countOrNone(count: number): string {
  return count === 0 ? 'none' : String(count);
}

/** Lines of a table with aligned columns; figures to the right. */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: ReadonlySet<number> = new Set(),
): string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        rightAligned.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)];
}

/** Text for a terminal: control characters, which a name may hold, are shown and do nothing. */
export function printable(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- these are what must not reach a terminal
    /[\u0000-\u001f\u007f-\u009f]/g,
    (unit) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
