import { murmurHash3 } from '../table/murmurHash3';
import type { Binning } from './bins';
import type { Recipe } from './recipe';

/** What pairs are drawn from to see what PSI chance alone gives: plain numbers, so that a worker can do it. */
export interface ChanceDraw {
  /** Equal for equal counts, bins and recipes, so that no draw is made twice. */
  readonly key: string;
  /** From the counts alone: a figure is the same each time. */
  readonly seed: number;
  readonly recipe: Recipe;
  readonly referenceTotal: number;
  readonly currentTotal: number;
  /** Rows of both sides together in the bins that every pair has: ranges, infinities, nulls. */
  readonly fixed: Float64Array<ArrayBuffer>;
  /** Rows of both sides together by value, where each pair chooses which values have bins; empty where bins are ranges. */
  readonly values: Float64Array<ArrayBuffer>;
  /** These values as numbers, ascending; null where they are categories. */
  readonly numbers: Float64Array<ArrayBuffer> | null;
  /** Rows of both sides whose value no profile lists. */
  readonly unlisted: number;
}

/** From so many rows a side on, and so many expected in every bin, the formula for large samples is right. */
const largeSample = 1000;
const largeBin = 5;

/** What to draw from for two sides; null where the formula for large samples holds, and for a single bin. */
export function chanceDrawOf(binning: Binning, recipe: Recipe): ChanceDraw | null {
  const { bins, referenceTotal, currentTotal } = binning;
  if (bins.length < 2) return null;
  const smaller = Math.min(referenceTotal, currentTotal);
  const perRow = smaller / (referenceTotal + currentTotal);
  const isLarge =
    smaller >= largeSample &&
    bins.every((bin) => (bin.referenceCount + bin.currentCount) * perRow >= largeBin);
  if (isLarge) return null;
  const chosen = binning.values?.() ?? null;
  const fixed = bins
    .filter(({ kind }) => chosen === null || kind === 'null' || kind === 'infinite')
    .map((bin) => bin.referenceCount + bin.currentCount);
  const drawn = {
    recipe,
    referenceTotal,
    currentTotal,
    fixed: Float64Array.from(fixed),
    values: Float64Array.from(chosen?.pooled ?? []),
    numbers: chosen?.numbers ? Float64Array.from(chosen.numbers) : null,
    unlisted: chosen?.unlisted ?? 0,
  };
  const { fixed: inFixed, values, numbers, unlisted } = drawn;
  const counts = [referenceTotal, currentTotal, unlisted, inFixed.length, ...inFixed, ...values];
  const [seed] = hashOf(counts);
  return { ...drawn, seed, key: keyOf(hashOf([...counts, ...(numbers ?? [])]), recipe) };
}

function hashOf(figures: readonly number[]): readonly [number, number, number, number] {
  const bits = new Int32Array(Float64Array.from(figures).buffer);
  const hash = new Uint32Array(4);
  murmurHash3(bits, bits.byteLength, hash, 0);
  return [hash[0]!, hash[1]!, hash[2]!, hash[3]!];
}

function keyOf(hash: readonly number[], recipe: Recipe): string {
  return `${hash.map((word) => word.toString(16)).join('-')} ${JSON.stringify(recipe)}`;
}
