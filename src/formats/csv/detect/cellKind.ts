/** What a cell looks like to whoever looks at a sample: coarser and more lenient than what a reading finds ([C9] in SPEC.md). */
export type CellKind =
  'empty' | 'null' | 'integer' | 'number' | 'amount' | 'moment' | 'boolean' | 'code' | 'text';

const patterns: readonly (readonly [CellKind, RegExp])[] = [
  ['integer', /^[+-]?\d+$/],
  ['number', /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/],
  // Decimal and thousands marks, currencies, per cent, negative numbers in brackets.
  [
    'amount',
    /^[([]?[+-]?\s?(\p{Sc}|[A-Z]{3})?\s?[+-]?(\d+|\d{1,3}([., '’\u00A0\u202F]\d{3})+)([.,]\d+)?\s?(\p{Sc}|[A-Z]{3}|%)?[)\]]?$/u,
  ],
  [
    'moment',
    /^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4})([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/,
  ],
  ['moment', /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?$/],
  ['boolean', /^(true|false)$/i],
  ['code', /^(https?:\/\/\S+|\S+@\S+\.\S+|\d{1,3}(\.\d{1,3}){3}|[\da-f]{8}-[\da-f]{4}-\S+)$/i],
];

/** Texts that people write where a value is missing. */
export const nullTexts: ReadonlySet<string> = new Set([
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  'NULL',
  'null',
  'None',
  'NaN',
  'nan',
  '\\N',
  '.',
  '-',
  '--',
  '?',
]);

const longestLooked = 64;

/** What a cell looks like; blanks around it say nothing. */
export function cellKindOf(cell: string): CellKind {
  if (cell.length > longestLooked) return 'text';
  const text = cell.trim();
  if (text === '') return 'empty';
  if (nullTexts.has(text)) return 'null';
  // Most texts have no digit, and none of the patterns of numbers.
  if (!/\d/.test(text) && !/[@:]/.test(text)) return /^(true|false)$/i.test(text) ? 'boolean' : 'text';
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** Whether it is more than text: what a name of a column rarely is. */
export function isTyped(kind: CellKind): boolean {
  return kind !== 'empty' && kind !== 'null' && kind !== 'text' && kind !== 'code';
}

/** Kinds that stand for each other in one column. */
export function familyOf(kind: CellKind): CellKind {
  return kind === 'integer' || kind === 'amount' ? 'number' : kind;
}
