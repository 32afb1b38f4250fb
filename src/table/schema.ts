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

/** What the cells of a column are. */
export type ColumnType = (typeof columnTypes)[number];

/** A column by its name, its type, and whether it has nulls. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether any row lacks a value. */
  readonly nullable: boolean;
}

/** How a quote is written inside quotes: doubled, behind a backslash, or as it is (it closes only before a delimiter or line end). */
export const escapes = ['doubled', 'backslash', 'none'] as const;

/** How a quote inside a quoted field is written. */
export type Escape = (typeof escapes)[number];

/**
 * How a file is read as a table. Whatever changes the outcome is here, so that a reading can be keyed by it. What is
 * null or absent is found in text (SPEC.md in formats/csv/); other formats heed `skipBadRows` and `table` alone, workbooks `skipLines` and `hasHeader`, too.
 */
export interface ReadOptions {
  /** Reads around rows that are ragged or undecodable instead of refusing the file; they are counted. */
  readonly skipBadRows: boolean;
  /** What stands between fields: one or several characters; a blank stands for any run of blanks where blanks are trimmed. */
  readonly delimiter: string | null;
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean | null;
  /** How many lines name the columns, joined by a blank; over `hasHeader`. */
  readonly headerLines?: number;
  /** A label of the Encoding Standard, such as `windows-1252`. */
  readonly encoding?: string;
  /** One ASCII character; empty where nothing is quoted. */
  readonly quote?: string;
  readonly escape?: Escape;
  /** Whether blanks beside delimiters are no part of the cells. */
  readonly trimBlanks?: boolean;
  /** Lines before the header, or before the rows where there is none. */
  readonly skipLines?: number;
  /** What a line begins with that is no row; empty where there are none. */
  readonly comment?: string;
  /** The mark before the decimals of numbers; they are read as numbers then. */
  readonly decimal?: '.' | ',';
  /** The mark between thousands, which is left out of numbers then: `,`, `.`, `'`, a blank. */
  readonly thousands?: string;
  /** Cells that are nulls where they are exactly this. */
  readonly nullTexts?: readonly string[];
  /** Gives rows that are too short empty cells at their end; they are counted. */
  readonly padShortRows?: boolean;
  /** Leaves out empty cells of rows that have too many, at their end first; the rows are counted. */
  readonly dropEmptyCells?: boolean;
  /** Reads on past what looks like a second table or a footer. */
  readonly readWholeFile?: boolean;
  /** Of a file that holds several tables, such as a database or a workbook, the one that is read; the first where it is absent. */
  readonly table?: string;
  /** The share of rows that may be left out, 0 to 1; a tenth where it is absent. */
  readonly maxBadShare?: number;
}

/** Strict, and everything found: how a table is read where nobody chose. */
export const defaultReadOptions: ReadOptions = { skipBadRows: false, delimiter: null, hasHeader: null };
