import { ownValue } from '../../lib/ownValue';
import { isFailed, type AnyReading } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import { faultWords } from '../core/describeFailure';
import { delimiterName, describeDialect, encodingName } from './describeReading';
import type { AddedReading } from './readings';

/** How bytes were read as a table: `CSV, UTF-8, semicolon, bad rows left out; reader 3`. */
export function readingWords(reading: AnyReading): string {
  const { format, options, readerVersion } = reading;
  const found =
    !isFailed(reading) && reading.dialect ? [describeDialect(reading.dialect, reading.warnings)] : [];
  const chosen = found.length > 0 ? rowWords(options) : chosenWords(options);
  const how = [...found, ...chosen];
  return `${formatName(format)}, ${how.length > 0 ? how.join(', ') : 'as found'}; reader ${readerVersion}`;
}

/** What a person chose of it; empty where all was left to be found. */
function chosenWords(options: ReadOptions): string[] {
  const { delimiter, hasHeader, encoding } = options;
  return [
    ...(encoding === undefined ? [] : [encodingName(encoding)]),
    ...(delimiter === null ? [] : [delimiterName(delimiter)]),
    ...(hasHeader === null ? [] : [hasHeader ? 'first row as header' : 'no header']),
    ...rowWords(options),
  ];
}

/** What was chosen for rows that do not fit. */
function rowWords({
  skipBadRows,
  padShortRows,
  dropEmptyCells,
  readWholeFile,
  table,
}: ReadOptions): string[] {
  return [
    ...(table === undefined ? [] : [`the table ${table}`]),
    ...(padShortRows ? ['short rows padded'] : []),
    ...(dropEmptyCells ? ['surplus empty cells dropped'] : []),
    ...(skipBadRows ? ['bad rows left out'] : []),
    ...(readWholeFile ? ['read to its end'] : []),
  ];
}

function formatName(format: string): string {
  const inParts = /^partitioned (.+)$/.exec(format)?.[1];
  return inParts === undefined
    ? (ownValue(formatNames, format) ?? format)
    : `${formatName(inParts)} in parts`;
}

const formatNames: Readonly<Record<string, string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  jsonl: 'JSON Lines',
  parquet: 'Parquet',
  arrow: 'Arrow',
  avro: 'Avro',
  sqlite: 'SQLite',
  xlsx: 'Excel',
};

/** What a reading gave: `12,480 rows, 9 columns`, or why it gave no table. */
export function readingResultWords(reading: AnyReading): string {
  if (isFailed(reading)) return `the table could not be read: ${faultWords(reading.failure)}`;
  return `${counted(reading.rowCount, 'row')}, ${counted(reading.columns.length, 'column')}`;
}

/** What became of reading a version again. */
export function addedWords({ reading, place }: AddedReading): string {
  const result = readingResultWords(reading);
  switch (place) {
    case 'inUse':
      return `Read again: ${result}`;
    case 'wasInUse':
      return `Read again, and nothing changed: ${result}`;
    case 'beside':
      return `Read again: ${result}. The reading in use stays`;
  }
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
