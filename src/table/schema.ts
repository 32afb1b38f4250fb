/** What a column holds. `empty`: no value at all; `nested`: lists and objects, compared in RFC 8785 form. */
export const columnTypes = [
  'boolean',
  'integer',
  'number',
  'date',
  'time',
  'timestamp',
  'string',
  'nested',
  'empty',
] as const;
export type ColumnType = (typeof columnTypes)[number];

export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether any row lacks a value. */
  readonly nullable: boolean;
}

/** How a file is read as a table. Whatever changes the outcome is here, so that a reading can be keyed by it. */
export interface ReadOptions {
  /** Reads around rows that are ragged or undecodable instead of refusing the file; they are counted. */
  readonly skipBadRows: boolean;
  /** Overrides what sniffing finds: a one-character delimiter. */
  readonly delimiter: string | null;
  /** Overrides what sniffing finds: whether the first row names the columns. */
  readonly hasHeader: boolean | null;
}

export const defaultReadOptions: ReadOptions = { skipBadRows: false, delimiter: null, hasHeader: null };
