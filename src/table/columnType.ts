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
  const of = (wanted: number): number => counts[wanted] ?? 0;
  const integers = of(kind.integer) + of(kind.bigInteger);
  const families: [ColumnType, number][] = [
    ['boolean', of(kind.boolean)],
    [of(kind.number) > 0 ? 'number' : 'integer', integers + of(kind.number)],
    [of(kind.timestamp) > 0 ? 'timestamp' : 'date', of(kind.date) + of(kind.timestamp)],
    ['time', of(kind.time)],
    ['nested', of(kind.nested)],
  ];
  const textCount = of(kind.string) + of(kind.leadingZeros) + of(kind.decimalComma);
  const valueCount = families.reduce((sum, [, count]) => sum + count, textCount);
  if (valueCount === 0) return { type: 'empty', warnings: [] };
  const whole = families.find(([, count]) => count === valueCount);
  if (whole !== undefined) {
    const big = of(kind.bigInteger);
    return { type: whole[0], warnings: big > 0 ? [{ kind: 'bigIntegers', column, count: big }] : [] };
  }
  return { type: 'string', warnings: textWarnings(column, counts, families, textCount, valueCount) };
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
