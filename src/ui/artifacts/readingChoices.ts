import type { Escape, ReadOptions } from '../../table/schema';

/** What a person chose of how a text is read; empty text where it is left to be found. */
export interface ReadingChoices {
  readonly encoding: string;
  readonly delimiter: string;
  /** Over `delimiter`, where it is not empty. */
  readonly otherDelimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly trimBlanks: string;
  readonly comment: string;
  readonly headerLines: string;
  readonly decimal: string;
  readonly thousands: string;
  readonly skipLines: string;
  readonly nullTexts: readonly string[];
  readonly padShortRows: boolean;
  readonly dropEmptyCells: boolean;
  readonly skipBadRows: boolean;
  readonly allowManyBadRows: boolean;
  readonly readWholeFile: boolean;
}

/** Choices of one of a few values. */
type SelectName =
  | 'encoding'
  | 'delimiter'
  | 'quote'
  | 'escape'
  | 'trimBlanks'
  | 'comment'
  | 'headerLines'
  | 'decimal'
  | 'thousands';

interface ReadingField {
  readonly name: SelectName;
  readonly label: string;
  readonly values: readonly { readonly value: string; readonly label: string }[];
}

const none = 'none';
const values = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([value, label]) => ({ value, label }));

export const readingFields: readonly ReadingField[] = [
  {
    name: 'encoding',
    label: 'Encoding',
    values: values(
      ['utf-8', 'UTF-8'],
      ['windows-1252', 'Windows-1252, Latin-1'],
      ['iso-8859-2', 'ISO-8859-2'],
      ['windows-1250', 'Windows-1250'],
      ['windows-1251', 'Windows-1251'],
      ['koi8-r', 'KOI8-R'],
      ['shift_jis', 'Shift JIS'],
      ['euc-kr', 'EUC-KR'],
      ['gb18030', 'GB18030'],
      ['big5', 'Big5'],
      ['utf-16le', 'UTF-16 LE'],
      ['utf-16be', 'UTF-16 BE'],
    ),
  },
  {
    name: 'delimiter',
    label: 'Delimiter',
    values: values(
      [',', 'Comma'],
      [';', 'Semicolon'],
      ['\t', 'Tab'],
      ['|', 'Pipe'],
      [' ', 'Blanks'],
      [':', 'Colon'],
    ),
  },
  { name: 'quote', label: 'Quote', values: values(['"', '"'], ["'", "'"], [none, 'None']) },
  {
    name: 'escape',
    label: 'Quotes inside quotes',
    values: values(['doubled', 'Doubled'], ['backslash', 'Behind a backslash'], ['none', 'Not escaped']),
  },
  {
    name: 'trimBlanks',
    label: 'Blanks around cells',
    values: values(['yes', 'Left out'], ['no', 'Part of the cell']),
  },
  { name: 'comment', label: 'Comments', values: values(['#', '# begins one'], [none, 'None']) },
  {
    name: 'headerLines',
    label: 'Header',
    values: values(['0', 'None'], ['1', '1 line'], ['2', '2 lines'], ['3', '3 lines']),
  },
  { name: 'decimal', label: 'Decimal mark', values: values(['.', 'Point'], [',', 'Comma']) },
  {
    name: 'thousands',
    label: 'Thousands mark',
    values: values([',', 'Comma'], ['.', 'Point'], [' ', 'Blank'], ["'", 'Apostrophe']),
  },
];

/** The choices that read options stand for. */
export function choicesOf(options: ReadOptions): ReadingChoices {
  const { delimiter, hasHeader, headerLines, quote, comment, trimBlanks } = options;
  const isListed = readingFields.some(
    ({ name, values: listed }) => name === 'delimiter' && listed.some(({ value }) => value === delimiter),
  );
  const header = headerLines ?? (hasHeader === null ? null : Number(hasHeader));
  return {
    encoding: options.encoding ?? '',
    delimiter: delimiter !== null && isListed ? delimiter : '',
    otherDelimiter: delimiter !== null && !isListed ? delimiter : '',
    quote: quote === '' ? none : (quote ?? ''),
    escape: options.escape ?? '',
    trimBlanks: trimBlanks === undefined ? '' : trimBlanks ? 'yes' : 'no',
    comment: comment === '' ? none : (comment ?? ''),
    headerLines: header === null ? '' : String(header),
    decimal: options.decimal ?? '',
    thousands: options.thousands ?? '',
    skipLines: options.skipLines === undefined ? '' : String(options.skipLines),
    nullTexts: options.nullTexts ?? [],
    padShortRows: options.padShortRows === true,
    dropEmptyCells: options.dropEmptyCells === true,
    skipBadRows: options.skipBadRows,
    allowManyBadRows: options.maxBadShare === 1,
    readWholeFile: options.readWholeFile === true,
  };
}

/** The read options that choices stand for. */
export function optionsOf(choices: ReadingChoices): ReadOptions {
  const { otherDelimiter, delimiter, quote, comment, trimBlanks, headerLines, skipLines } = choices;
  const givenDelimiter = otherDelimiter === '' ? delimiter : otherDelimiter;
  return {
    skipBadRows: choices.skipBadRows,
    delimiter: givenDelimiter === '' ? null : givenDelimiter,
    hasHeader: null,
    ...(headerLines === '' ? {} : { headerLines: Number(headerLines) }),
    ...(choices.encoding === '' ? {} : { encoding: choices.encoding }),
    ...(quote === '' ? {} : { quote: quote === none ? '' : quote }),
    ...(choices.escape === '' ? {} : { escape: choices.escape as Escape }),
    ...(trimBlanks === '' ? {} : { trimBlanks: trimBlanks === 'yes' }),
    ...(comment === '' ? {} : { comment: comment === none ? '' : comment }),
    ...(/^\d{1,9}$/.test(skipLines) ? { skipLines: Number(skipLines) } : {}),
    ...(choices.decimal === '' ? {} : { decimal: choices.decimal === ',' ? ',' : '.' }),
    ...(choices.thousands === '' ? {} : { thousands: choices.thousands }),
    ...(choices.nullTexts.length === 0 ? {} : { nullTexts: choices.nullTexts }),
    ...(choices.padShortRows ? { padShortRows: true } : {}),
    ...(choices.dropEmptyCells ? { dropEmptyCells: true } : {}),
    ...(choices.skipBadRows && choices.allowManyBadRows ? { maxBadShare: 1 } : {}),
    ...(choices.readWholeFile ? { readWholeFile: true } : {}),
  };
}
