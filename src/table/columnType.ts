import { kind } from './kinds';
import type { ReadWarning } from './reading';
import type { ColumnType } from './schema';

/** Below this share of values that look like something else than text, a column of text is just text. */
const mixedShare = 0.05;

/**
 * The type of a column from how many of its cells are of each kind, with what a person should know of it
 * ([T14] in SPEC.md). Values are never changed to fit a type: a column that no other type fits is a string.
 */
export function resolveColumnType(
  column: string,
  counts: ArrayLike<number>,
): { readonly type: ColumnType; readonly warnings: readonly ReadWarning[] } {
  const families = familiesOf(counts);
  const textCount = textCountOf(counts);
  const valueCount = families.reduce((sum, [, count]) => sum + count, textCount);
  if (valueCount === 0) return { type: 'empty', warnings: [] };
  const whole = families.find(([, count]) => count === valueCount);
  if (whole !== undefined) return { type: whole[0], warnings: numberWarnings(column, counts) };
  return { type: 'string', warnings: textWarnings(column, counts, families, textCount, valueCount) };
}

/** Whether a column with so many cells of each kind is one of text: it has values, and no other type fits all of them. */
export function isColumnOfText(counts: ArrayLike<number>): boolean {
  const textCount = textCountOf(counts);
  if (textCount > 0) return true;
  return familiesOf(counts).filter(([, count]) => count > 0).length > 1;
}

/** What a column can be besides text, with how many cells are of it. */
function familiesOf(counts: ArrayLike<number>): readonly (readonly [ColumnType, number])[] {
  const of = (wanted: number): number => counts[wanted] ?? 0;
  const integers = of(kind.integer) + of(kind.bigInteger) + of(kind.looseInteger);
  const others = of(kind.number) + of(kind.looseNumber);
  return [
    ['boolean', of(kind.boolean)],
    [others > 0 || integers === 0 ? 'number' : 'integer', integers + others + of(kind.nan)],
    [of(kind.timestamp) > 0 ? 'timestamp' : 'date', of(kind.date) + of(kind.timestamp)],
    ['time', of(kind.time)],
    ['nested', of(kind.nested)],
  ];
}

function textCountOf(counts: ArrayLike<number>): number {
  return (counts[kind.string] ?? 0) + (counts[kind.leadingZeros] ?? 0) + (counts[kind.decimalComma] ?? 0);
}

function numberWarnings(column: string, counts: ArrayLike<number>): ReadWarning[] {
  const big = counts[kind.bigInteger] ?? 0;
  const loose = (counts[kind.looseInteger] ?? 0) + (counts[kind.looseNumber] ?? 0);
  const warnings: ReadWarning[] = [];
  if (big > 0) warnings.push({ kind: 'bigIntegers', column, count: big });
  if (loose > 0) warnings.push({ kind: 'looseNumbers', column, count: loose });
  return warnings;
}

function textWarnings(
  column: string,
  counts: ArrayLike<number>,
  families: readonly (readonly [ColumnType, number])[],
  textCount: number,
  valueCount: number,
): ReadWarning[] {
  const zeros = counts[kind.leadingZeros] ?? 0;
  const commas = counts[kind.decimalComma] ?? 0;
  const numeric = families[1]![1];
  if (zeros > 0 && zeros + numeric === valueCount) return [{ kind: 'leadingZeros', column, count: zeros }];
  if (commas > 0 && commas + numeric === valueCount) return [{ kind: 'decimalComma', column, count: commas }];
  if ((valueCount - textCount) / valueCount < mixedShare) return [];
  const found = [...families, ['string', textCount] as const].filter(([, count]) => count > 0);
  found.sort((a, b) => b[1] - a[1]);
  return [
    { kind: 'mixedColumn', column, detail: found.map(([type, count]) => `${count} ${type}`).join(', ') },
  ];
}
