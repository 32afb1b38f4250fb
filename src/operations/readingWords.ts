import { isFailed, type AnyReading } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { faultWords } from './describeFailure';
import type { AddedReading } from './readings';

/** How bytes were read as a table: `CSV, as found; reader 2`. */
export function readingWords({ format, options, readerVersion }: AnyReading): string {
  const chosen = chosenWords(options);
  const how = chosen.length > 0 ? chosen.join(', ') : 'as found';
  return `${formatName(format)}, ${how}; reader ${readerVersion}`;
}

/** What a person chose of it; empty where all was left to be found. */
function chosenWords({ skipBadRows, delimiter, hasHeader }: ReadOptions): string[] {
  return [
    ...(delimiter === null ? [] : [`${delimiterNames[delimiter] ?? `“${delimiter}”`} between fields`]),
    ...(hasHeader === null ? [] : [hasHeader ? 'first row as header' : 'no header']),
    ...(skipBadRows ? ['bad rows left out'] : []),
  ];
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'blank',
};

function formatName(format: string): string {
  return formatNames[format] ?? format;
}

const formatNames: Readonly<Record<string, string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  jsonl: 'JSON Lines',
  parquet: 'Parquet',
  arrow: 'Arrow',
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
