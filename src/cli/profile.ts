import { timestampText } from '../formats/isoText';
import type { ColumnProfile, NumberSummary } from '../profile/profile';
import { quantile } from '../profile/summary';
import { numberText } from '../table/cellText';
import { describeColumnOrigin, describeOrigin } from '../operations/taking/describeReading';
import type { ProfileOrigin } from '../table/reading';
import type { ColumnType } from '../table/schema';
import { jsonFlag, type Command, type ExitStatus } from './command';
import { countOrNone, exactInteger, figureText, printable, tableLines } from './output';
import { refuseFile, sayWarnings, warningsOutput } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { readTableAt } from './readPartitioned';

const shares = ['0.05', '0.25', '0.5', '0.75', '0.95'] as const;

interface ColumnOutput {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullCount: number;
  readonly distinctCount: number;
  readonly distinctIsExact: boolean;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly mean: number | string | null;
  readonly standardDeviation: number | null;
  readonly quantiles: Readonly<Record<(typeof shares)[number], number | string>> | null;
  readonly maxRankError: number | null;
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** `throughline profile`: the profile of every column of one table. */
export const profileCommand: Command = {
  name: 'profile',
  synopsis: 'PATH',
  summary:
    'Profiles every column of a table, or of a folder of its parts: nulls, distinct values, extremes, moments, quantiles, most frequent values.',
  details: [
    '--json prints {rowCount, dialect, origin, warnings: [{kind, message, …}], columns: [{name, type, nullCount, distinctCount, distinctIsExact, min, max, mean, standardDeviation, quantiles, maxRankError, top}]}, with dialect as `read` has it. `origin` is null, or {engine, partCount, columns: [{name, quantiles, distinct, frequent}]} of a profile that was computed elsewhere. Of numbers, min and max are JSON numbers where a double holds them exactly, and else their digits as text; mean, standardDeviation and quantiles are of the nearest doubles, which integers past 2^53 are not. Of dates and times, min, max, mean and quantiles are ISO 8601 text, and standardDeviation is in seconds. Of other columns, mean, standardDeviation, quantiles and maxRankError are null. A quantile is off by at most maxRankError as a share of the rows; 0 means exact.',
    'A folder is one table in parts: files of one format and schema, at any depth. Folders named NAME=VALUE are columns. Its profile is put together from those of its files, which adds to maxRankError.',
    'A file of profiles that the statement of `throughline sql` gave is the profile of its table: Parquet, JSON lines or CSV, recognised by its columns. Its rows are merged.',
    'A file that cannot be read as a table gives {path, failure: {kind, message, line?, column?, byteOffset?, badRows?}} and exit status 2.',
  ],
  flags: [jsonFlag, ...readFlags],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const read = await readTableAt(path, readOptionsOf(flags));
    if (!read.ok) return refuseFile(path, read.error, flags, output);
    const { rowCount, columns } = read.value.profile;
    const { reading } = read.value;
    sayWarnings(path, reading, output);
    const described = columns.map(describeColumn);
    if (flags.has('json'))
      output.json({
        rowCount,
        dialect: reading.dialect ?? null,
        origin: reading.origin ?? null,
        warnings: warningsOutput(reading),
        columns: described,
      });
    else {
      describeTable(rowCount, described).forEach((line) => output.line(line));
      if (reading.origin) describeOriginLines(reading.origin).forEach((line) => output.line(line));
    }
    return 0;
  },
};

function describeColumn(column: ColumnProfile): ColumnOutput {
  const { name, type, nullCount, distinct, frequent, numbers } = column;
  const isNumeric = type === 'integer' || type === 'number';
  return {
    name,
    type,
    nullCount,
    distinctCount: distinct.count,
    distinctIsExact: distinct.isExact,
    min: isNumeric ? numberOrText(column.min) : column.min,
    max: isNumeric ? numberOrText(column.max) : column.max,
    ...((numbers && isNumeric ? figuresOf(numbers, (value) => value, 1) : null) ??
      (numbers && isTemporal(type)
        ? figuresOf(numbers, (value) => temporalText(value, type), 1000)
        : noFigures)),
    top: frequent.items.slice(0, 10),
  };
}

const noFigures = { mean: null, standardDeviation: null, quantiles: null, maxRankError: null };

function figuresOf(numbers: NumberSummary, show: (value: number) => number | string, unitsPerShown: number) {
  if (numbers.count === 0) return noFigures;
  const { mean, standardDeviation, quantiles } = numbers;
  const at = (share: (typeof shares)[number]) => show(quantile(numbers, Number(share)));
  return {
    mean: show(mean),
    standardDeviation: standardDeviation === null ? null : standardDeviation / unitsPerShown,
    quantiles: {
      '0.05': at('0.05'),
      '0.25': at('0.25'),
      '0.5': at('0.5'),
      '0.75': at('0.75'),
      '0.95': at('0.95'),
    },
    maxRankError: quantiles.maxRankError,
  };
}

function isTemporal(type: ColumnType): boolean {
  return type === 'date' || type === 'time' || type === 'timestamp';
}

/** Milliseconds as ISO 8601: since midnight of a time, since 1970 else. */
function temporalText(milliseconds: number, type: ColumnType): string {
  const text = timestampText(Math.round(milliseconds), 1000, false) ?? String(milliseconds);
  return type === 'time' ? text.slice(11) : text;
}

/** A double where its shortest form is the text; a decimal of more digits, and an integer past 2^53, stay text. */
function numberOrText(text: string | null): number | string | null {
  if (text === null) return null;
  if (/^-?\d+$/.test(text)) return exactInteger(text);
  const number = Number(text);
  return Number.isFinite(number) && numberText(number) === text ? number : text;
}

/** Who computed the figures, and with which errors. */
function describeOriginLines(origin: ProfileOrigin): string[] {
  const columns = origin.columns.flatMap(({ name }) => {
    const words = describeColumnOrigin(origin, name);
    return words === '' ? [] : printable(`${name}: ${words}`);
  });
  return ['', describeOrigin(origin), ...columns];
}

function describeTable(rowCount: number, columns: readonly ColumnOutput[]): string[] {
  const shown = (value: number | string | null): string =>
    value === null ? '' : printable(typeof value === 'number' ? figureText(value) : value).slice(0, 24);
  const rows = columns.map((column) => [
    printable(column.name),
    column.type,
    countOrNone(column.nullCount),
    `${column.distinctIsExact ? '' : '~'}${countOrNone(Math.round(column.distinctCount))}`,
    column.min === null ? 'none' : shown(column.min),
    ...(['0.25', '0.5', '0.75'] as const).map((share) => shown(column.quantiles?.[share] ?? null)),
    column.max === null ? 'none' : shown(column.max),
    ...[column.mean, column.standardDeviation].map(shown),
    shown(column.top[0]?.value ?? null),
  ]);
  return [
    `${rowCount.toLocaleString('en-US')} ${rowCount === 1 ? 'row' : 'rows'}`,
    '',
    ...tableLines(
      [
        'column',
        'type',
        'nulls',
        'distinct',
        'min',
        '25 %',
        'median',
        '75 %',
        'max',
        'mean',
        'std. dev.',
        'most frequent',
      ],
      rows,
      new Set([2, 3]),
    ),
  ];
}
