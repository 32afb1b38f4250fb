import { type CountedBin, plainBin } from './bins';
import type { ColumnSide } from './columnSide';

/** The bins that are neither ranges nor values: infinities and nulls, each where either side has any. */
export function extraBins(reference: ColumnSide, current: ColumnSide, asNumbers: boolean): CountedBin[] {
  const infinite = [reference.numbers?.infiniteCount ?? 0, current.numbers?.infiniteCount ?? 0] as const;
  const bins: CountedBin[] = [];
  if (asNumbers && infinite[0] + infinite[1] > 0) bins.push(plainBin('±∞', 'infinite', ...infinite));
  if (reference.nullCount + current.nullCount > 0) {
    bins.push(plainBin('null', 'null', reference.nullCount, current.nullCount));
  }
  return bins;
}
