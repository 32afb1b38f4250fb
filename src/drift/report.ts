import type { ColumnType } from '../table/schema';
import type { CountedBin } from './bins';
import type { ChanceDraw } from './chanceDraw';
import type { ChanceLevel } from './chanceLevel';
import type { Recipe } from './recipe';

/** PSI by rule of thumb: under 0.10 stable, to 0.25 moderate, from 0.25 significant; `unknown` where there is nothing to compare, or the error bound spans from stable to significant. */
export type Band = 'stable' | 'moderate' | 'significant' | 'unknown';

/** Every column of either side compared under one recipe. */
export interface DriftReport {
  readonly recipe: Recipe;
  /** By PSI, greatest first; then columns that only grow, and those without a figure last. */
  readonly columns: readonly ColumnDrift[];
  readonly referenceRowCount: number;
  readonly currentRowCount: number;
}

/** One column's drift. `presence` says on which side it is; figures exist only where it is on both. */
export interface ColumnDrift {
  readonly name: string;
  /** The type both sides share, or the reference's where they differ (then `typeNote` says so). */
  readonly type: ColumnType;
  readonly typeNote: string | null;
  readonly presence: 'both' | 'referenceOnly' | 'currentOnly';
  readonly psi: number | null;
  /** How far `psi` may be from the figure over all values, since sketches stand for them; 0 where exact. */
  readonly maxError: number;
  readonly band: Band;
  /** Times that go on, or a sequence of ids: what it shows as drift is its nature. Absent where it is not so. */
  readonly grows?: true;
  /** Why the band is unknown; null where it is not. */
  readonly unknown: UnknownReason | null;
  /** What chance alone gives for equal distributions; null where there is no figure, or its pairs are yet to be drawn. */
  readonly chance: ChanceLevel | null;
  /** The pairs that `chance` needs; null where it needs none. */
  readonly draw: ChanceDraw | null;
  readonly bins: readonly DriftBin[];
  /** Those of the bins; after `withTests` also those that walk all values, and p-values. */
  readonly statistics: readonly Statistic[];
}

/** Why a column has no band. */
export type UnknownReason =
  /** A side has not got the column. */
  | 'oneSided'
  /** A side has no value that the recipe counts. */
  | 'noValues'
  /** A side has values, and none is finite. */
  | 'onlyInfinities'
  /** The greatest value less the least is more than a double can hold. */
  | 'rangeOverflows'
  /** A side has one row. */
  | 'singleRow'
  /** No value has the rows for a bin of its own: all are in “other”, whatever happened to them. */
  | 'noRepeatedValue'
  /** Not even the greatest PSI that these rows can have is above what chance gives. */
  | 'tooFewRows'
  /** The error bound reaches from stable to significant. */
  | 'errorTooLarge';

/** Shares are raw, as a chart shows them (they sum to 1 on each side); `contribution` is the bin's term of PSI after the recipe's treatment of zeros. */
export interface DriftBin extends CountedBin {
  readonly referenceShare: number;
  readonly currentShare: number;
  readonly contribution: number;
}

/** A further figure on the same two columns. `adjustedPValue` is Benjamini–Hochberg's over the report. */
export interface Statistic {
  /** `jsDistance` is to the natural logarithm; `chiSquare` is one-way under `evidently`, else on the contingency table of the bins. */
  readonly name: StatisticName;
  readonly value: number;
  readonly maxError: number;
  /** Of a test that has one; null also until tests were asked for. */
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
}

/** How a statistic is named in reports and in the output of the command line. */
export type StatisticName =
  | 'jsDistance'
  | 'klDivergence'
  | 'ks'
  | 'wasserstein'
  | 'wassersteinNormed'
  | 'chiSquare'
  | 'lInfinity'
  | 'hellinger'
  | 'totalVariation';
