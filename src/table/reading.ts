import type { Digest } from '../versioning/digest';
import type { ColumnSchema, ReadOptions } from './schema';

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

export function isFailed(reading: AnyReading): reading is FailedReading {
  return 'failure' in reading;
}

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
  | { readonly kind: 'mixedColumn'; readonly column: string; readonly detail: string }
  | { readonly kind: 'decimalComma'; readonly column: string; readonly count: number }
  | { readonly kind: 'leadingZeros'; readonly column: string; readonly count: number }
  | { readonly kind: 'bigIntegers'; readonly column: string; readonly count: number }
  | { readonly kind: 'looseNumbers'; readonly column: string; readonly count: number }
  | { readonly kind: 'duplicateColumnName'; readonly column: string; readonly renamedTo: string }
  | { readonly kind: 'other'; readonly message: string };

export const readFailureKinds = [
  'raggedRow',
  'undecodableText',
  'unclosedQuote',
  'malformedJson',
  'malformedParquet',
  'malformedArrow',
  'malformedGzip',
  'malformedPointer',
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
}
