import { escapes, type Escape, type ReadOptions } from '../table/schema';
import { UsageError, type Flags, type FlagSpecification } from './command';

/** The flags of every command that reads tables. What they leave open is found in the text. */
export const readFlags: readonly FlagSpecification[] = [
  {
    name: 'skip-bad-rows',
    value: null,
    help: 'leave out rows that are ragged or undecodable, and count them',
  },
  { name: 'pad-short-rows', value: null, help: 'give rows that are too short empty cells at their end' },
  { name: 'drop-empty-cells', value: null, help: 'leave out empty cells of rows that have too many' },
  { name: 'max-bad-share', value: 'SHARE', help: 'how many rows may be left out, 0 to 1 (default: 0.1)' },
  { name: 'encoding', value: 'NAME', help: 'of a text, such as windows-1252 or utf-16le' },
  { name: 'delimiter', value: 'TEXT', help: 'what separates the fields of a text; "\\t" or "tab" for a tab' },
  { name: 'quote', value: 'CHARACTER', help: 'what quotes the fields of a text; "none" where nothing does' },
  { name: 'escape', value: 'HOW', help: `how a quote is written in quotes: ${escapes.join(', ')}` },
  { name: 'trim-blanks', value: 'YES|NO', help: 'whether blanks beside delimiters are no part of the cells' },
  {
    name: 'comment',
    value: 'TEXT',
    help: 'what a line begins with that is no row; "none" where there are none',
  },
  { name: 'skip-lines', value: 'N', help: 'lines before the header, or before the rows' },
  { name: 'no-header', value: null, help: 'the first row of a text is data, too' },
  { name: 'header', value: null, help: 'the first row of a text names its columns, whatever it looks like' },
  { name: 'header-lines', value: 'N', help: 'how many lines name the columns, joined by a blank' },
  { name: 'decimal', value: 'MARK', help: 'the mark before the decimals of numbers: "." or ","' },
  { name: 'thousands', value: 'MARK', help: `the mark between thousands: ",", ".", "'" or "blank"` },
  { name: 'null', value: 'TEXT', help: 'a cell of this text is null; can be given several times' },
  { name: 'whole-file', value: null, help: 'read on past what looks like a second table or a footer' },
  {
    name: 'table',
    value: 'NAME',
    help: 'of a database or workbook, the table or sheet that is read (default: the first)',
  },
];

/** The read options that `readFlags` ask for. Throws `UsageError`. */
export function readOptionsOf(flags: Flags): ReadOptions {
  if (flags.has('header') && flags.has('no-header'))
    throw new UsageError('--header and --no-header exclude each other');
  const has = (name: string): boolean => flags.has(name);
  const nullTexts = flags.all('null');
  return {
    skipBadRows: has('skip-bad-rows'),
    delimiter: named(flags.get('delimiter'), { '\\t': '\t', tab: '\t', blank: ' ' }) ?? null,
    hasHeader: has('header') ? true : has('no-header') ? false : null,
    ...optional('headerLines', countOf(flags, 'header-lines')),
    ...optional('encoding', flags.get('encoding') ?? undefined),
    ...optional('quote', named(flags.get('quote'), { none: '' })),
    ...optional('escape', escapeOf(flags)),
    ...optional('trimBlanks', oneOf(flags, 'trim-blanks', { yes: true, no: false })),
    ...optional('skipLines', countOf(flags, 'skip-lines')),
    ...optional('comment', named(flags.get('comment'), { none: '' })),
    ...optional('decimal', oneOf(flags, 'decimal', { '.': '.', ',': ',' } as const)),
    ...optional('thousands', oneOf(flags, 'thousands', { ',': ',', '.': '.', "'": "'", blank: ' ' })),
    ...optional('nullTexts', nullTexts.length === 0 ? undefined : nullTexts),
    ...optional('padShortRows', has('pad-short-rows') || undefined),
    ...optional('dropEmptyCells', has('drop-empty-cells') || undefined),
    ...optional('readWholeFile', has('whole-file') || undefined),
    ...optional('table', flags.get('table') ?? undefined),
    ...optional('maxBadShare', shareOf(flags)),
  };
}

/** A property where there is a value. */
function optional<K extends keyof ReadOptions>(
  name: K,
  value: ReadOptions[K] | undefined,
): Partial<Pick<ReadOptions, K>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Pick<ReadOptions, K>>);
}

function named(given: string | null, names: Readonly<Record<string, string>>): string | undefined {
  return given === null ? undefined : (names[given] ?? given);
}

function oneOf<T>(flags: Flags, name: string, values: Readonly<Record<string, T>>): T | undefined {
  const given = flags.get(name);
  if (given === null) return undefined;
  const found = Object.entries(values).find(([word]) => word === given);
  if (found === undefined) throw new UsageError(`--${name} takes one of ${Object.keys(values).join(' ')}`);
  return found[1];
}

function escapeOf(flags: Flags): Escape | undefined {
  return oneOf(flags, 'escape', { doubled: 'doubled', backslash: 'backslash', none: 'none' });
}

function countOf(flags: Flags, name: string): number | undefined {
  const given = flags.get(name);
  if (given === null) return undefined;
  if (!/^\d{1,9}$/.test(given)) throw new UsageError(`--${name} takes a whole number, 0 or more`);
  return Number(given);
}

function shareOf(flags: Flags): number | undefined {
  const given = flags.get('max-bad-share');
  if (given === null) return undefined;
  const share = Number(given);
  if (given === '' || !(share >= 0 && share <= 1))
    throw new UsageError('--max-bad-share takes a number from 0 to 1');
  return share;
}
