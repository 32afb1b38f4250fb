import { readRows } from '../formats/readRows';
import { err, ok, type Result } from '../lib/result';
import { describeDialect } from '../operations/taking/describeReading';
import type { ReadFailure, Reading } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { RowConsumer, TableRows } from '../table/tableRows';
import { decodeUtf8 } from '../table/utf8';
import { jsonFlag, UsageError, type Command, type ExitStatus, type Flags } from './command';
import { nodeIngestPorts, withFile } from './nodePorts';
import { printable, tableLines } from './output';
import { readTableFile, refuseFile, sayWarnings, warningsOutput } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';

/** How many rows are printed for people, where nothing else is asked for. */
const usualRows = 20;
const widestCell = 40;

/** `throughline read`: a table as the readers see it, with the dialect and what was left out. */
export const readCommand: Command = {
  details: [
    'The command detects what the flags leave open: encoding, delimiter, quotes, lines before the header, header, comments, footer. A cell is its text; number marks and null texts are reported, and change a cell only if a flag asks for it.',
    '--csv prints comma-separated text, with a header line only if the file has one; several header lines are joined by a blank. Notes on the reading go to standard error.',
    '--json prints {dialect, columns: [{name, type, nullable}], rows: [[text or null]], warnings: [{kind, message, …}]}; dialect is null where the file is no text.',
    'A table with rows that do not fit is refused with their count and lines, and exit status 2. Use --skip-bad-rows, --pad-short-rows or --drop-empty-cells to read it anyway.',
  ],
  flags: [
    jsonFlag,
    { name: 'csv', value: null, help: 'print comma-separated text' },
    {
      name: 'rows',
      value: 'N',
      help: `at most so many rows (default: all; ${usualRows} without --csv and --json)`,
    },
    ...readFlags,
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    if (flags.has('csv') && flags.has('json')) throw new UsageError('--csv and --json exclude each other');
    const options = readOptionsOf(flags);
    const limit = rowLimit(flags);
    const read = await readTableFile(path, options);
    if (!read.ok) return refuseFile(path, read.error, flags, output);
    const { reading } = read.value;
    const names = reading.columns.map(({ name }) => name);
    sayWarnings(path, reading, output);
    if (flags.has('csv')) {
      if (hasNames(reading)) output.line(csvLine(names));
      const printed = await eachRow(path, options, limit, names, (cells) => output.line(csvLine(cells)));
      if (!printed.ok) return refuseFile(path, printed.error, flags, output);
      return 0;
    }
    const rows: string[][] = [];
    const kept = await eachRow(path, options, limit, names, (cells) => rows.push(cells));
    if (!kept.ok) return refuseFile(path, kept.error, flags, output);
    if (flags.has('json')) {
      output.json({
        dialect: reading.dialect ?? null,
        columns: reading.columns,
        rows: rows.map((cells) => cells.map((cell) => (cell === '' ? null : cell))),
        warnings: warningsOutput(reading),
      });
      return 0;
    }
    linesFor(reading, rows).forEach((line) => output.line(line));
    return 0;
  },
};

function rowLimit(flags: Flags): number {
  const given = flags.get('rows');
  if (given === null) return flags.has('csv') || flags.has('json') ? Number.POSITIVE_INFINITY : usualRows;
  if (!/^\d{1,15}$/.test(given)) throw new UsageError('--rows takes a whole number, 0 or more');
  return Number(given);
}

/** Whether the names of the columns are the file's own. */
function hasNames({ dialect, columns }: Reading): boolean {
  return columns.length > 0 && dialect?.headerLines !== 0;
}

/** Gives the cells of a table's first rows, in order. */
async function eachRow(
  path: string,
  options: ReadOptions,
  limit: number,
  textColumns: readonly string[],
  take: (cells: string[]) => void,
): Promise<Result<void, ReadFailure>> {
  let left = limit;
  if (left === 0) return ok(undefined);
  const enough = new AbortController();
  const rows: RowConsumer = {
    take(batch) {
      for (let row = 0; row < batch.rowCount && left > 0; row++, left--) take(cellsOf(batch, row));
      if (left === 0) enough.abort();
    },
  };
  try {
    const read = await withFile(path, (source) =>
      readRows(source, { path, options, textColumns }, rows, nodeIngestPorts, enough.signal),
    );
    return read.ok ? ok(undefined) : err(read.error);
  } catch (error) {
    if (left === 0) return ok(undefined);
    throw error;
  }
}

function cellsOf(
  { columnNames, stride, buffer, written: { starts, ends } }: TableRows,
  row: number,
): string[] {
  return columnNames.map((_, column) => {
    const at = column * stride + row;
    return decodeUtf8(buffer.bytes, starts[at], ends[at]);
  });
}

function csvLine(cells: readonly string[]): string {
  // A row of one empty cell would be a blank line, which is no row.
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function linesFor(reading: Reading, rows: readonly (readonly string[])[]): string[] {
  const { rowCount, columns, dialect, warnings } = reading;
  if (columns.length === 0) return [];
  const shown = (text: string): string => {
    const clean = printable(text);
    return clean.length > widestCell ? `${clean.slice(0, widestCell - 1)}…` : clean;
  };
  const right = new Set(
    columns.flatMap(({ type }, at) => (type === 'integer' || type === 'number' ? [at] : [])),
  );
  return [
    ...(dialect ? [describeDialect(dialect, warnings)] : []),
    `${rowCount.toLocaleString('en-US')} rows, ${columns.length.toLocaleString('en-US')} columns`,
    '',
    ...tableLines(
      columns.map(({ name }) => shown(name)),
      rows.map((cells) => cells.map(shown)),
      right,
    ),
    ...(rows.length < rowCount ? [`… ${(rowCount - rows.length).toLocaleString('en-US')} more`] : []),
    '',
  ];
}
