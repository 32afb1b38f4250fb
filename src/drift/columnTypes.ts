import type { ColumnSide } from './columnSide';
import type { Recipe } from './recipe';
import type { ColumnType } from '../table/schema';

/** How two columns of one name can be compared, and what to say of it. */
export interface Comparability {
  readonly type: ColumnType;
  readonly note: string | null;
  /** By their numbers (or times as numbers); else value by value. */
  readonly asNumbers: boolean;
}

/**
 * Numbers with numbers and dates with timestamps by size; what has another type on each side value by value, and so dates and times under `evidently`:
 * pandas, which Evidently reads with, leaves them as text.
 */
export function compareTypes(reference: ColumnSide, current: ColumnSide, recipe: Recipe): Comparability {
  const found = compareWithin(reference, current);
  const isText = recipe.name === 'evidently' && temporalTypes.includes(found.type);
  return isText ? { ...found, asNumbers: false } : found;
}

const temporalTypes: readonly ColumnType[] = ['date', 'time', 'timestamp'];

function compareWithin(reference: ColumnSide, current: ColumnSide): Comparability {
  const [ofReference, ofCurrent] = [reference.type, current.type];
  if (ofReference === ofCurrent)
    return { type: ofReference, note: null, asNumbers: reference.numbers !== null };
  if (ofReference === 'empty') {
    return { type: ofCurrent, note: 'no value in the reference', asNumbers: current.numbers !== null };
  }
  if (ofCurrent === 'empty') {
    return { type: ofReference, note: 'no value in the current', asNumbers: reference.numbers !== null };
  }
  const change = `${ofReference} in the reference, ${ofCurrent} in the current`;
  return isOnOneScale(ofReference, ofCurrent)
    ? { type: ofReference, note: change, asNumbers: true }
    : { type: ofReference, note: `${change}: compared value by value`, asNumbers: false };
}

function isOnOneScale(left: ColumnType, right: ColumnType): boolean {
  const scales: readonly (readonly ColumnType[])[] = [
    ['integer', 'number'],
    ['date', 'timestamp'],
  ];
  return scales.some((scale) => scale.includes(left) && scale.includes(right));
}
