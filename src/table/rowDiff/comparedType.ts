import type { ColumnType } from '../schema';

/** The type that the cells of a column have on both sides of a comparison: text where they are not of one kind. A side without it is null. */
export function comparedType(before: ColumnType | null, after: ColumnType | null): ColumnType {
  const [one, other] = [before ?? 'empty', after ?? 'empty'];
  if (one === other || other === 'empty') return one;
  if (one === 'empty') return other;
  const both = new Set([one, other]);
  if (both.has('integer') && both.has('number')) return 'number';
  return both.has('date') && both.has('timestamp') ? 'timestamp' : 'string';
}
