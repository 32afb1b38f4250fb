import type { ColumnSide, SideNumbers } from './columnSide';
import { valuesOfAtLeast } from './decileCuts';
import { countOfNumber, type NumberCount, numberOfText, textOfNumber } from './numberCount';

/** A number that has a bin of its own beside ranges, or may have one. */
export interface OwnValue {
  readonly value: number;
  readonly text: string;
  readonly reference: NumberCount;
  readonly current: NumberCount;
}

/**
 * The numbers that occur at least `least` times in the reference, or may, ascending. They are common: where a sketch stands for the values,
 * the list of frequent ones has them.
 */
export function ownValuesOf(
  reference: ColumnSide,
  current: ColumnSide,
  ofReference: SideNumbers,
  ofCurrent: SideNumbers,
  least: number,
): readonly OwnValue[] {
  const candidates =
    ofReference.maxShareError === 0
      ? valuesOfAtLeast(ofReference.sample, least).map((value) => ({
          value,
          text: textOfNumber(reference, value),
        }))
      : listedOfAtLeast(reference, least);
  return candidates
    .map(({ value, text }) => ({
      value,
      text,
      reference: countOfNumber(reference, ofReference, value, text),
      current: countOfNumber(current, ofCurrent, value, text),
    }))
    .filter((own) => own.reference.bounds.high >= least)
    .sort((left, right) => left.value - right.value);
}

function listedOfAtLeast(side: ColumnSide, least: number): { value: number; text: string }[] {
  const { listed, maxCountError } = side.values;
  const found: { value: number; text: string }[] = [];
  for (const { value: text, count } of listed) {
    if (count + maxCountError < least) break;
    const value = numberOfText(text);
    if (Number.isFinite(value)) found.push({ value, text });
  }
  return found;
}
