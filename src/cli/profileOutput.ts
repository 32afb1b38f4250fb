import { writeState } from '../formats/profileRows/profileState';
import { timestampText } from '../formats/isoText';
import { describeColumnOrigin, describeOrigin } from '../operations/taking/describeReading';
import type { ColumnProfile, NumberSummary } from '../profile/profile';
import { quantile } from '../profile/summary';
import type { FinishedTable } from '../profile/tablePart';
import { numberText } from '../table/cellText';
import type { ProfileOrigin } from '../table/reading';
import type { ColumnType } from '../table/schema';
import type { ExitStatus, Flags, FlagSpecification, Output } from './command';
import { countOrNone, exactInteger, figureText, printable, tableLines, toJson } from './output';
import { refuseFile, warningsOutput } from './readFile';
import { standardInput } from './standardInput';
import { writeWholeFile } from './writeFile';

/** How a profile is printed for programs that merge it. */
export const stateFlags: readonly FlagSpecification[] = [
  {
    name: 'state',
    value: 'F',
    help: 'write the state of the profile, one line that `profile merge` takes; - is standard output, alone',
  },
  { name: 'one-line', value: null, help: 'as --json, on one line' },
];
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

/** Prints a profile as the flags say, and writes its state where that is asked for. */
export async function printProfile(
  { reading, profile, registers }: FinishedTable,
  inputs: readonly string[],
  flags: Flags,
  output: Output,
): Promise<ExitStatus> {
  const target = flags.get('state');
  if (target !== null) {
    if (reading.origin && reading.origin.engine !== 'Throughline')
      return refuseFile(inputs.join(', '), { kind: 'unsupported', message: noState }, flags, output);
    const { origin: _, ...own } = reading;
    const line = writeState({ reading: own, profile, registers: registers ?? new Map() });
    if (target === standardInput) {
      output.line(line);
      return 0;
    }
    const written = await writeWholeFile(
      target,
      `${line}\n`,
      inputs.filter((path) => path !== standardInput),
    );
    if (!written.ok) return refuseFile(target, { kind: 'unwritable', message: written.error }, flags, output);
  }
  const described = profile.columns.map(describeColumn);
  const json = {
    rowCount: profile.rowCount,
    dialect: reading.dialect ?? null,
    ...(reading.origin && { origin: reading.origin }),
    warnings: warningsOutput(reading),
    columns: described,
  };
  if (flags.has('one-line')) output.line(JSON.stringify(JSON.parse(toJson(json))));
  else if (flags.has('json')) output.json(json);
  else {
    describeTable(profile.rowCount, described).forEach((line) => output.line(line));
    if (reading.origin) describeOriginLines(reading.origin).forEach((line) => output.line(line));
  }
  return 0;
}

const noState = 'rows of a cluster are merged in one file, and have no state of their own';

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
