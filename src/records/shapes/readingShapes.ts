import {
  choice,
  finite,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  truth,
  where,
} from '../../lib/shape';
import {
  type BadRows,
  type ColumnOrigin,
  type FailedReading,
  type PrefixDigest,
  type ProfileOrigin,
  type Reading,
  type ReadFailure,
  readFailureKinds,
  type ReadWarning,
  type TextDialect,
} from '../../table/reading';
import { type ColumnSchema, columnTypes, escapes, type ReadOptions } from '../../table/schema';
import { count, digest } from './common';

const decimal = oneOf(['.', ',']);

const options: Shape = object<ReadOptions>({
  skipBadRows: truth,
  delimiter: nullable(text),
  hasHeader: nullable(truth),
  headerLines: optional(count),
  encoding: optional(text),
  quote: optional(text),
  escape: optional(oneOf(escapes)),
  trimBlanks: optional(truth),
  skipLines: optional(count),
  comment: optional(text),
  decimal: optional(decimal),
  thousands: optional(text),
  nullTexts: optional(list(text)),
  padShortRows: optional(truth),
  dropEmptyCells: optional(truth),
  readWholeFile: optional(truth),
  table: optional(text),
  maxBadShare: optional(finite),
});

const dialect: Shape = object<TextDialect>({
  encoding: text,
  delimiter: text,
  quote: text,
  escape: oneOf(escapes),
  trimBlanks: truth,
  comment: text,
  skipLines: count,
  headerLines: count,
  decimal: optional(decimal),
  thousands: optional(text),
  nullTexts: optional(list(text)),
});

type Warning<K> = Extract<ReadWarning, { kind: K }>;

const countedRows = object<Warning<'skippedRows'>>({ kind: text, count, firstLines: list(count) });
const countedCells = object<Warning<'leadingZeros'>>({ kind: text, column: text, count });
const atLine = object<Warning<'footer'>>({ kind: text, line: count });

const warning = choice<ReadWarning['kind']>('kind', {
  skippedRows: countedRows,
  paddedRows: countedRows,
  trimmedRows: countedRows,
  commentLines: countedRows,
  secondTable: atLine,
  footer: atLine,
  numberMarks: object<Warning<'numberMarks'>>({ kind: text, column: text, decimal, thousands: text }),
  nullText: object<Warning<'nullText'>>({ kind: text, column: text, text }),
  mixedColumn: object<Warning<'mixedColumn'>>({ kind: text, column: text, detail: text }),
  decimalComma: countedCells,
  leadingZeros: countedCells,
  bigIntegers: countedCells,
  looseNumbers: countedCells,
  duplicateColumnName: object<Warning<'duplicateColumnName'>>({ kind: text, column: text, renamedTo: text }),
  other: object<Warning<'other'>>({ kind: text, message: text }),
});

const made = { key: text, digest, format: text, options, readerVersion: count };

const tableReading = where<Reading>(
  object<Reading>({
    ...made,
    rowCount: count,
    columns: list(object<ColumnSchema>({ name: text, type: oneOf(columnTypes), nullable: truth })),
    logicalDigest: digest,
    orderedRowDigest: digest,
    prefix: nullable(
      object<PrefixDigest>({ rowCount: count, columnNames: list(text), logicalDigest: digest }),
    ),
    warnings: list(warning),
    dialect: optional(dialect),
    origin: optional(
      object<ProfileOrigin>({
        engine: text,
        partCount: count,
        columns: list(
          object<ColumnOrigin>({
            name: text,
            quantiles: nullable(text),
            distinct: nullable(text),
            frequent: nullable(text),
          }),
        ),
      }),
    ),
  }),
  ({ rowCount, prefix }) => prefix === null || prefix.rowCount <= rowCount,
  'has fewer rows than its prefix',
);

const badRows: Shape = object<BadRows>({
  count,
  firstLines: list(count),
  shortCount: count,
  surplusEmptyCount: count,
  rowCount: count,
});

const failedReading = object<FailedReading>({
  ...made,
  failure: object<ReadFailure>({
    kind: oneOf(readFailureKinds),
    message: text,
    line: optional(count),
    column: optional(count),
    byteOffset: optional(count),
    badRows: optional(badRows),
  }),
});

/** One shape or the other: a reading that failed has a failure. */
export const readingShape: Shape = (value) => {
  const isFailed = typeof value === 'object' && value !== null && Object.hasOwn(value, 'failure');
  return (isFailed ? failedReading : tableReading)(value);
};
