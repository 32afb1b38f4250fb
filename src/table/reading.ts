import type { Digest } from '../versioning/digest';
import type { ColumnSchema, Escape, ReadOptions } from './schema';

/** What reading bytes as a table gave; keyed by (digest, read options, reader version), so that it can be made again. */
export interface Reading {
  readonly key: string;
  readonly digest: Digest;
  readonly format: string;
  readonly options: ReadOptions;
  readonly readerVersion: number;
  readonly rowCount: number;
  readonly columns: readonly ColumnSchema[];
  /** Ignores row order, column order and file format (SPEC.md in table/). */
  readonly logicalDigest: Digest;
  /** Ignores column order and file format; heeds row order. */
  readonly orderedRowDigest: Digest;
  /** The logical digest of the first `rowCount` rows over `columnNames`: whether a parent's rows are still there. */
  readonly prefix: PrefixDigest | null;
  readonly warnings: readonly ReadWarning[];
  /** How its text was cut into a table; absent where the format is no text, or an older reader made it. */
  readonly dialect?: TextDialect;
  /** Who computed the figures, where the bytes hold a profile: the rows that it is of are not here. */
  readonly origin?: ProfileOrigin;
}

/** Where figures come from that were not computed from rows here. */
export interface ProfileOrigin {
  /** What computed them. */
  readonly engine: string;
  /** How many rows or files of profiles were merged. */
  readonly partCount: number;
  readonly columns: readonly ColumnOrigin[];
}

/** How the figures of a column were computed, in the words of the sketches; null where they are exact or not known. */
export interface ColumnOrigin {
  readonly name: string;
  readonly quantiles: string | null;
  readonly distinct: string | null;
  readonly frequent: string | null;
}

/** How a text is cut into a table: each part was found or chosen. */
export interface TextDialect {
  /** A label of the Encoding Standard. */
  readonly encoding: string;
  /** Empty where nothing divides the lines. */
  readonly delimiter: string;
  /** Empty where nothing is quoted. */
  readonly quote: string;
  readonly escape: Escape;
  /** Blanks beside delimiters are no part of the cells. */
  readonly trimBlanks: boolean;
  /** Empty where there are no comments. */
  readonly comment: string;
  /** Lines before the header, or before the rows where there is none. */
  readonly skipLines: number;
  /** Records that name the columns; 0 where none does. */
  readonly headerLines: number;
  /** Chosen, never found: absent where cells are read as they stand. */
  readonly decimal?: '.' | ',';
  readonly thousands?: string;
  readonly nullTexts?: readonly string[];
}

/** That reading bytes as a table gave no table, and why; keyed as a `Reading` is. */
export interface FailedReading {
  readonly key: string;
  readonly digest: Digest;
  readonly format: string;
  readonly options: ReadOptions;
  readonly readerVersion: number;
  readonly failure: ReadFailure;
}

/** Whatever reading bytes as a table gave. */
export type AnyReading = Reading | FailedReading;

/** Whether reading the bytes as a table failed. */
export function isFailed(reading: AnyReading): reading is FailedReading {
  return 'failure' in reading;
}

/** The logical digest of the first rows over some of the columns: what tells that a table was only added to. */
export interface PrefixDigest {
  readonly rowCount: number;
  readonly columnNames: readonly string[];
  readonly logicalDigest: Digest;
}

/** What to take a prefix digest over: the parent's row count and its columns. */
export interface PrefixRequest {
  readonly rowCount: number;
  readonly columnNames: readonly string[];
}

/** Something a person should know of a reading that did not stop it. */
export type ReadWarning =
  | { readonly kind: 'skippedRows'; readonly count: number; readonly firstLines: readonly number[] }
  /** Rows that were too short, and got empty cells. */
  | { readonly kind: 'paddedRows'; readonly count: number; readonly firstLines: readonly number[] }
  /** Rows that had too many cells, and lost empty ones. */
  | { readonly kind: 'trimmedRows'; readonly count: number; readonly firstLines: readonly number[] }
  | { readonly kind: 'commentLines'; readonly count: number; readonly firstLines: readonly number[] }
  /** The table ends before this line, where another begins that is not read. */
  | { readonly kind: 'secondTable'; readonly line: number }
  /** The table ends before this line, where notes begin. */
  | { readonly kind: 'footer'; readonly line: number }
  /** Numbers with these marks, which a choice reads as numbers. `thousands` is empty where there are none. */
  | {
      readonly kind: 'numberMarks';
      readonly column: string;
      readonly decimal: '.' | ',';
      readonly thousands: string;
    }
  /** This text alone keeps the column from being of numbers; a choice reads it as null. */
  | { readonly kind: 'nullText'; readonly column: string; readonly text: string }
  | { readonly kind: 'mixedColumn'; readonly column: string; readonly detail: string }
  | { readonly kind: 'decimalComma'; readonly column: string; readonly count: number }
  | { readonly kind: 'leadingZeros'; readonly column: string; readonly count: number }
  | { readonly kind: 'bigIntegers'; readonly column: string; readonly count: number }
  | { readonly kind: 'looseNumbers'; readonly column: string; readonly count: number }
  | { readonly kind: 'duplicateColumnName'; readonly column: string; readonly renamedTo: string }
  | { readonly kind: 'other'; readonly message: string };

/** Every reason for which bytes are not read as a table. */
export const readFailureKinds = [
  'raggedRow',
  'undecodableText',
  'unclosedQuote',
  'nulByte',
  'tooManyBadRows',
  'malformedJson',
  'malformedParquet',
  'malformedArrow',
  'malformedAvro',
  'malformedSqlite',
  'malformedXlsx',
  'malformedGzip',
  'malformedZstd',
  'malformedZip',
  'malformedPointer',
  'malformedProfile',
  'unsupported',
  'tooLarge',
  'unreadable',
] as const;

/** Why bytes could not be read as the table they seem to be, and where. Lines count from 1, as editors do. */
export interface ReadFailure {
  readonly kind: (typeof readFailureKinds)[number];
  /** One sentence: what is wrong, with the figures. */
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly byteOffset?: number;
  /** All rows at fault, where rows are. */
  readonly badRows?: BadRows;
}

/** Rows that do not fit their table. `firstLines` are where the first of them begin. */
export interface BadRows {
  readonly count: number;
  readonly firstLines: readonly number[];
  /** How many are too short and would be padded. */
  readonly shortCount: number;
  /** How many have too many cells, of which enough are empty to be dropped. */
  readonly surplusEmptyCount: number;
  /** All rows of the table, those at fault with them. */
  readonly rowCount: number;
}
