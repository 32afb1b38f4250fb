import type { ReadWarning } from '../../../table/reading';
import { cellKindOf, nullTexts } from './cellKind';

type Row = readonly string[];

/** Numbers of one column, however they are marked. */
interface MarkedNumbers {
  readonly decimal: '.' | ',';
  /** Empty where there are none. */
  readonly thousands: string;
}

const plainNumber = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** One way to write numbers. `shows` is what no other way would write: two groups of thousands, say. */
interface Way extends MarkedNumbers {
  readonly fits: RegExp;
  readonly shows: RegExp;
}

const ways: readonly Way[] = [
  { decimal: '.', thousands: ',', fits: /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/, shows: /,\d{3}/ },
  { decimal: ',', thousands: '.', fits: /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/, shows: /\.\d{3}/ },
  {
    decimal: ',',
    thousands: ' ',
    fits: /^[+-]?(\d+|\d{1,3}([ \u00A0\u202F]\d{3})+)(,\d+)?$/,
    shows: /[ \u00A0\u202F]\d{3}/,
  },
  {
    decimal: '.',
    thousands: ' ',
    fits: /^[+-]?(\d+|\d{1,3}([ \u00A0\u202F]\d{3})+)(\.\d+)?$/,
    shows: /[ \u00A0\u202F]\d{3}/,
  },
  { decimal: '.', thousands: "'", fits: /^[+-]?(\d+|\d{1,3}(['’]\d{3})+)(\.\d+)?$/, shows: /['’]\d{3}/ },
  { decimal: ',', thousands: '', fits: /^[+-]?(\d*,\d+|\d+)$/, shows: /,/ },
];

/**
 * What reading the columns otherwise would make numbers of ([C21], [C22] in SPEC.md): their marks, and the one text that stands where a number is
 * missing. Nothing is said of columns that are numbers as they stand.
 */
export function findMarks(columnNames: readonly string[], rows: readonly Row[]): readonly ReadWarning[] {
  return columnNames.flatMap((column, at) => {
    const cells = rows.map((row) => (row[at] ?? '').trim());
    // A header that comes again, where another table begins, is no value.
    return offersFor(
      column,
      cells.filter((cell) => cell !== '' && cell !== column),
    );
  });
}

function offersFor(column: string, cells: readonly string[]): readonly ReadWarning[] {
  const others = cells.filter((cell) => !plainNumber.test(cell));
  if (others.length === 0) return [];
  const [missing, ...further] = [...new Set(others)];
  const isOnlyText =
    further.length === 0 && others.length < cells.length && cellKindOf(missing!) !== 'moment';
  if (isOnlyText && !/\d/.test(missing!)) return [{ kind: 'nullText', column, text: missing! }];
  const texts = new Set(others.filter((cell) => nullTexts.has(cell)));
  const numbers = cells.filter((cell) => !texts.has(cell));
  const marks = marksOf(numbers);
  if (marks === null || texts.size > 1) return [];
  const [text] = texts;
  return [
    { kind: 'numberMarks', column, ...marks },
    ...(text === undefined ? [] : [{ kind: 'nullText', column, text } as const]),
  ];
}

/** The way that all of them are written in; where two would do, the one that more of them show. */
function marksOf(numbers: readonly string[]): MarkedNumbers | null {
  const marked = numbers.filter((cell) => !plainNumber.test(cell));
  const fitting = ways.filter(
    ({ fits, shows }) => numbers.every((cell) => fits.test(cell)) && marked.some((cell) => shows.test(cell)),
  );
  const [best] = fitting;
  return best === undefined ? null : { decimal: best.decimal, thousands: best.thousands };
}
