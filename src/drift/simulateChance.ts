import type { Random } from '../lib/ports';
import { seededRandom } from '../lib/random';
import type { ChanceDraw } from './chanceDraw';
import type { ChanceLevel } from './chanceLevel';
import { hypergeometricDraw } from '../numerics/hypergeometricDraw';
import { pairBinner } from './pairBins';
import { pairPsi } from './pairPsi';
import { percentile } from '../numerics/percentile';
import { sum } from './shares';
import { sampleOfValues } from '../numerics/weightedSample';

/** So many pairs are drawn. */
const pairCount = 2000;

/**
 * What PSI chance alone gives: the rows of both sides are dealt anew to two sides of the same sizes, 2,000 times. Where bins are values, each pair
 * chooses its own by the recipe, as two real samples would ([D20] in SPEC.md).
 */
export function simulateChance(draw: ChanceDraw): ChanceLevel {
  const random = seededRandom(draw.seed);
  const pooled = Float64Array.of(...draw.fixed, draw.unlisted, ...draw.values);
  const deal = dealer(pooled, draw.referenceTotal);
  const [reference, current] = [new Float64Array(pooled.length), new Float64Array(pooled.length)];
  const binner = pairBinner(draw);
  const figures = new Float64Array(pairCount);
  for (let pair = 0; pair < pairCount; pair += 1) {
    deal(reference, random);
    for (let at = 0; at < pooled.length; at += 1) current[at] = pooled[at]! - reference[at]!;
    const binCount = binner.binPair(reference, current);
    figures[pair] = pairPsi(draw.recipe, binner.reference, binner.current, binCount);
  }
  const sample = sampleOfValues(figures);
  return { mean: sum([...figures]) / pairCount, q95: percentile(sample, 95), isSimulated: true };
}

/** Deals some of the pooled rows to one side, counted by their place in `pooled`. */
type Dealer = (into: Float64Array, random: Random) => void;

function dealer(pooled: Float64Array, drawn: number): Dealer {
  // A row at a time takes as long as the rows; a place at a time as long as the places, each some ten times longer.
  return drawn < 10 * pooled.length ? byRow(pooled, drawn) : byPlace(pooled, drawn);
}

function byRow(pooled: Float64Array, drawn: number): Dealer {
  const total = sum([...pooled]);
  const rows = new Int32Array(total);
  let from = 0;
  pooled.forEach((count, place) => {
    rows.fill(place, from, from + count);
    from += count;
  });
  return (into, random) => {
    into.fill(0);
    for (let at = 0; at < drawn; at += 1) {
      const other = at + Math.floor(random() * (total - at));
      const place = rows[other]!;
      rows[other] = rows[at]!;
      rows[at] = place;
      into[place]! += 1;
    }
  };
}

function byPlace(pooled: Float64Array, drawn: number): Dealer {
  const total = sum([...pooled]);
  return (into, random) => {
    into.fill(0);
    let [left, rowsLeft] = [drawn, total];
    for (let place = 0; place < pooled.length && left > 0; place += 1) {
      const here = hypergeometricDraw(random, rowsLeft, pooled[place]!, left);
      into[place] = here;
      left -= here;
      rowsLeft -= pooled[place]!;
    }
  };
}
