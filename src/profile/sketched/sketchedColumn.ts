import type { HllSketch } from '../../sketches/hll';
import type { FrequentSketch } from '../../sketches/frequentItems';
import type { Item } from '../../sketches/items';
import type { KllSketch } from '../../sketches/kll';
import type { ThetaSketch } from '../../sketches/theta';
import type { MomentsState } from '../columnState';
import type { ValueType } from './valueType';

/** What an engine said of one column in one row: counts, extremes and sketches, all of which merge. */
export interface SketchedColumn {
  readonly name: string;
  readonly type: ValueType;
  readonly rowCount: number;
  /** Values that are neither NULL, NaN nor empty text. */
  readonly valueCount: number;
  /** Infinite values; null where nothing was said of them. */
  readonly infiniteCount: number | null;
  readonly min: Item | null;
  readonly max: Item | null;
  /** Of the finite numbers, in the unit of the sketches; null where nothing was said. */
  readonly finite: { readonly min: number; readonly max: number } | null;
  /** Of the finite numbers, in the unit of the sketches; null where nothing was said. */
  readonly moments: MomentsState | null;
  readonly lengths: { readonly min: number; readonly max: number; readonly sum: number } | null;
  /** How many are true, in a column of truth values. */
  readonly trueCount: number | null;
  readonly quantiles: KllSketch | null;
  readonly distinct: HllSketch | ThetaSketch | null;
  readonly frequent: FrequentSketch | null;
}

/** All columns of a table as an engine said them, in one row or merged from several. */
export interface SketchedTable {
  readonly rowCount: number;
  readonly columns: readonly SketchedColumn[];
}
