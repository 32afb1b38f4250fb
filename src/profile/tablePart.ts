import type { Digest } from '../versioning/digest';
import type { Hashers } from '../lib/ports';
import type { RowConsumer } from '../table/tableRows';
import type { FailedReading, PrefixRequest, ReadWarning, Reading } from '../table/reading';
import type { ColumnType, ReadOptions } from '../table/schema';
import type { ColumnState } from './columnState';
import type { TableProfile } from './profile';

/**
 * What a run of consecutive rows of one table gave: all that is needed of them once their bytes are gone.
 * Made by a `TablePartBuilder`, structured-cloneable, merged in file order by a `TableAssembler`.
 */
export interface TablePart {
  readonly rowCount: number;
  /** In the order of the file; parts of one table may know different columns, and are matched by name. */
  readonly columnNames: readonly string[];
  readonly columns: readonly ColumnState[];
  /** The kind that the format declares for each column (kinds.ts in table/); 0 where it declares none. */
  readonly declaredKinds: readonly number[];
  /** Four 32-bit words a row, in row order ([T11] in table/SPEC.md). */
  readonly rowHashes: Uint32Array<ArrayBuffer>;
  /** As `rowHashes`, over the columns of the prefix request alone; null where the part has no others. */
  readonly prefixHashes: Uint32Array<ArrayBuffer> | null;
  /** Lines of text that the part spans; 0 where the format has no lines. */
  readonly lineCount: number;
  /** Rows that were read around; lines count from 1 at the part's own first line. */
  readonly skippedRows: { readonly count: number; readonly firstLines: readonly number[] };
  readonly warnings: readonly ReadWarning[];
}

/**
 * What a format says a value is, where it says so. `timestampUtc` is a point in time, `timestamp` a reading of a
 * clock without a zone. A declared string stays a string whatever it looks like, and hashes by its text.
 */
export type DeclaredType =
  | 'boolean'
  | 'integer'
  | 'number'
  | 'float32'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestampUtc'
  | 'string'
  | 'bytes'
  | 'nested';

/** What a part of a table is built with; all parts of a table are built alike. */
export interface TablePartOptions {
  /** Unique names; more can be added while rows come. */
  readonly columnNames: readonly string[];
  /** Columns that are known to be of text: their cells are as they stand in the file. */
  readonly textColumns?: readonly string[];
  /** Rows after so many are left out; all are taken where it is not given. */
  readonly rowLimit?: number;
  /** The columns of the prefix request, where there is one. */
  readonly prefixColumns?: readonly string[] | null;
  /** What the format declares, a column each; null where it does not. Gives the type of a column without values. */
  readonly declaredTypes?: readonly (DeclaredType | null)[];
  /** Which columns are known to have too many values for exact figures. */
  readonly sketchedColumns?: readonly boolean[];
  /** Who gets the rows in place of the profile. */
  readonly rows?: RowConsumer | null;
  /** Of the file that the table is in, compressed or not; any number of columns up to the limit may be in it where it is not given. */
  readonly byteLength?: number;
}

/** A part that has to be read again, now that more is known of the table's columns. Made by a `TableAssembler`. */
export interface PartRevision {
  /** The number of the part, from 0 in file order. */
  readonly part: number;
  /** Whether it is for the table or for the prefix digest. */
  readonly purpose: 'table' | 'prefix';
  readonly textColumns: readonly string[];
  /** Only the first rows of the part are wanted, so many. */
  readonly rowLimit: number;
}

/** What stays the same over all parts of a table. */
export interface FinishInput {
  readonly hashers: Hashers;
  readonly digest: Digest;
  readonly format: string;
  readonly options: ReadOptions;
  readonly prefix: PrefixRequest | null;
  /** Whether registers are wanted, so that the profile merges with others. */
  readonly keepsRegisters?: boolean;
  /** What the format had to say of the table as a whole, before the warnings of its parts. */
  readonly warnings?: readonly ReadWarning[];
}

/** A table that was read to its end. */
export interface FinishedTable {
  readonly reading: Reading;
  readonly profile: TableProfile;
  /** Where they were wanted: by column, where not every value is listed. */
  readonly registers?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** What one reading of a file's bytes as a table gave: its table, or why there is none. */
export type MadeReading = FinishedTable | { readonly reading: FailedReading; readonly profile: null };

/** Limits against hostile input; past them a table is refused as `tooLarge`. */
export const tableLimits = { columnCount: 16_384, cellByteLength: 16 * 1024 * 1024 } as const;

/** A table of no more columns than this is always read. */
const believedColumns = 4096;
/** Fewer bytes than this for a column are no table that somebody made: names and a few rows take more. */
const bytesOfColumn = 24;

/** Why a table of that many columns in a file of that size is refused; null where it is not. */
export function columnFault(columnCount: number, byteLength = Number.POSITIVE_INFINITY): string | null {
  if (columnCount > tableLimits.columnCount)
    return `the table has more than ${tableLimits.columnCount} columns`;
  const most = Math.max(believedColumns, Math.floor(byteLength / bytesOfColumn));
  if (columnCount <= most) return null;
  return `the table has more than ${most} columns, the most that a file of ${byteLength} bytes may have`;
}

/** The type that a declared type counts as. */
export function columnTypeOf(declared: DeclaredType): Exclude<ColumnType, 'empty'> {
  switch (declared) {
    case 'float32':
      return 'number';
    case 'timestampUtc':
      return 'timestamp';
    case 'bytes':
      return 'string';
    default:
      return declared;
  }
}
