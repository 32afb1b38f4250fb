import { assertNever } from '../../lib/assertNever';
import type { ProfileOrigin, ReadWarning, TextDialect } from '../../table/reading';

/** How a text was read, in one line: what is not the usual, then what stands before its rows. */
export function describeDialect(dialect: TextDialect, warnings: readonly ReadWarning[] = []): string {
  const { encoding, delimiter, quote, escape, skipLines, headerLines, comment, trimBlanks } = dialect;
  const marks = warnings.filter((warning) => warning.kind === 'numberMarks');
  return [
    encodingName(encoding),
    delimiter === '' ? 'one column' : delimiterName(delimiter),
    ...(trimBlanks && delimiter !== ' ' ? ['blanks beside it left out'] : []),
    ...(quote === '"' ? [] : [quote === '' ? 'no quotes' : `quote ${quote}`]),
    ...(escape === 'doubled' ? [] : [escape === 'backslash' ? 'quotes escaped by \\' : 'quotes not escaped']),
    ...(comment === '' ? [] : [`comments begin with ${comment}`]),
    ...(skipLines === 0
      ? []
      : [`${counted(skipLines, 'line')} before the ${headerLines === 0 ? 'rows' : 'header'}`]),
    ...(headerLines === 1 ? [] : [headerLines === 0 ? 'no header' : `${headerLines} header lines`]),
    ...(marks.some(({ decimal }) => decimal === ',') || dialect.decimal === ',' ? ['decimal comma'] : []),
    ...(marks.some(({ thousands }) => thousands !== '') || (dialect.thousands ?? '') !== ''
      ? ['thousands marks']
      : []),
  ].join(', ');
}

/** Who computed a profile whose rows are not here, in one sentence. */
export function describeOrigin({ engine, partCount }: ProfileOrigin): string {
  return `Computed by ${engine}${partCount === 1 ? '' : `, merged from ${counted(partCount, 'row')}`}. The table's own rows are not here.`;
}

/** How the figures of a column were computed, where they are estimates; empty where all are exact. */
export function describeColumnOrigin(origin: ProfileOrigin, name: string): string {
  const column = origin.columns.find((each) => each.name === name);
  return [
    ...(column?.quantiles ? [`quantiles by ${column.quantiles}`] : []),
    ...(column?.distinct ? [`distinct values by ${column.distinct}`] : []),
    ...(column?.frequent ? [`frequent values by ${column.frequent}`] : []),
  ].join('; ');
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'blanks',
  ':': 'colon',
};

/** What a person calls a delimiter; its characters where it has no name. */
export function delimiterName(delimiter: string): string {
  const shown = delimiter.replaceAll(
    /\p{Cc}/gu,
    (unit) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return delimiterNames[delimiter] ?? `delimiter ${shown}`;
}

/** What a person calls an encoding, by its label. */
export function encodingName(label: string): string {
  if (/^(utf|iso|koi|euc|gb)/.test(label))
    return label.toUpperCase().replace('LE', ' LE').replace('BE', ' BE');
  if (label === 'shift_jis') return 'Shift JIS';
  return label.replace(/^./, (first) => first.toUpperCase());
}

/** Of one kind, so many are said one by one. */
const saidOfKind = 5;

/** What a person should know of a reading, a sentence each; of many of one kind the first few, and how many more there are. */
export function describeWarnings(warnings: readonly ReadWarning[]): readonly string[] {
  const words: string[] = [];
  const counts = new Map<string, number>();
  for (const warning of warnings) {
    const count = (counts.get(warning.kind) ?? 0) + 1;
    counts.set(warning.kind, count);
    if (count <= saidOfKind) words.push(describeWarning(warning));
  }
  for (const [kind, count] of counts) {
    const more = count - saidOfKind;
    if (more > 0) words.push(`${formatCount(more)} more ${moreOfKind(kind, more)}.`);
  }
  return words;
}

function moreOfKind(kind: string, count: number): string {
  if (kind === 'duplicateColumnName')
    return count === 1 ? 'column name stands twice' : 'column names stand twice';
  return count === 1 ? 'column is like the last of these' : 'columns are like these';
}

/** Something a person should know of a reading, in one sentence. */
export function describeWarning(warning: ReadWarning): string {
  switch (warning.kind) {
    case 'skippedRows':
      return `${counted(warning.count, 'row')} left out${linesOf(warning)}.`;
    case 'paddedRows':
      return `${counted(warning.count, 'short row')} filled with empty cells${linesOf(warning)}.`;
    case 'trimmedRows':
      return `${counted(warning.count, 'row')} without surplus empty cells${linesOf(warning)}.`;
    case 'commentLines':
      return `${counted(warning.count, 'comment line')} passed over${linesOf(warning)}.`;
    case 'secondTable':
      return `A second table begins on line ${formatCount(warning.line)}; it is not read.`;
    case 'footer':
      return `Notes follow the table from line ${formatCount(warning.line)} on; they are not read.`;
    case 'numberMarks':
      return `${warning.column}: numbers with ${marksInWords(warning)}, kept as text. Choose these marks to read them as numbers.`;
    case 'nullText':
      return `${warning.column}: the text ${JSON.stringify(warning.text)} alone keeps it from being numbers. Choose it as a null text to read it as missing.`;
    case 'mixedColumn':
      return `${warning.column}: several types, ${warning.detail}.`;
    case 'decimalComma':
      return `${warning.column}: ${counted(warning.count, 'value')} with a decimal comma, kept as text.`;
    case 'leadingZeros':
      return `${warning.column}: ${counted(warning.count, 'value')} with leading zeros, kept as text.`;
    case 'bigIntegers':
      return `${warning.column}: ${counted(warning.count, 'integer')} past 2^53, kept exact.`;
    case 'looseNumbers':
      return `${warning.column}: ${counted(warning.count, 'number')} written with blanks, a plus or a bare point.`;
    case 'duplicateColumnName':
      return warning.column === ''
        ? `A column has no name; it is shown as ${warning.renamedTo}.`
        : `The column name ${warning.column} stands twice; the second is shown as ${warning.renamedTo}.`;
    case 'other':
      return /[.!?]$/.test(warning.message) ? warning.message : `${warning.message}.`;
    default:
      return assertNever(warning);
  }
}

function marksInWords({
  decimal,
  thousands,
}: {
  readonly decimal: '.' | ',';
  readonly thousands: string;
}): string {
  const group = thousands === ' ' ? 'blanks between thousands' : `${thousands} between thousands`;
  if (thousands === '') return 'a decimal comma';
  return decimal === ',' ? `a decimal comma and ${group}` : group;
}

function linesOf({
  count,
  firstLines,
}: {
  readonly count: number;
  readonly firstLines: readonly number[];
}): string {
  const listed = firstLines.map(formatCount).join(', ');
  // Of a table in parts, lines say nothing.
  if (firstLines.length === 0) return '';
  if (count === 1) return `, on line ${listed}`;
  return count > firstLines.length ? `, the first on lines ${listed}` : `, on lines ${listed}`;
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
