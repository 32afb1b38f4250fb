import type { ColumnType } from './schema';

/**
 * What one cell is, as a small integer: an index into kind counts. The first nine are the column types;
 * the rest are refinements that a column's warnings are made of.
 */
export const kind = {
  empty: 0,
  boolean: 1,
  integer: 2,
  number: 3,
  date: 4,
  time: 5,
  timestamp: 6,
  string: 7,
  nested: 8,
  /** An integer past ±(2^53 − 1), which no double holds exactly. */
  bigInteger: 9,
  /** Digits after a leading zero, such as `007`: text. */
  leadingZeros: 10,
  /** A number with a decimal comma, such as `1,5` or `1.234,56`: text. */
  decimalComma: 11,
  /** `nan` in any case: left out in a column of numbers, text elsewhere. */
  nan: 12,
  /** A number between blanks, with a plus, or without digits on one side of its point: `+7`, ` 7`, `.5`, `5.`. */
  looseInteger: 13,
  looseNumber: 14,
} as const;

/**
 * Stands where a kind is declared, for text that a format sets apart from numbers and booleans, as JSON does: it can be a date or a time,
 * and nothing else but text. Larger than any kind.
 */
export const quotedText = 255;

/** How many kinds there are: the length of an array of kind counts. */
export const kindCount = 15;

/** The kind that cells of a column of each type have. */
export const kindOfType: Readonly<Record<ColumnType, number>> = {
  empty: kind.empty,
  boolean: kind.boolean,
  integer: kind.integer,
  number: kind.number,
  date: kind.date,
  time: kind.time,
  timestamp: kind.timestamp,
  string: kind.string,
  nested: kind.nested,
};
