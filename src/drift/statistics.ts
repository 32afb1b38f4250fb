import type { Binning } from './bins';
import { chiSquareContingency, chiSquareOneWay } from './chiSquare';
import type { ColumnSide } from './columnSide';
import { errorWithin, greatestDifferenceBounds, klBounds, separableBounds } from './errorBounds';
import { hellinger, hellingerTerm } from './hellinger';
import { jsDistance, jsTerm } from './jensenShannon';
import { klDivergence } from './klDivergence';
import { lInfinity } from './lInfinity';
import type { Recipe } from './recipe';
import type { Statistic, StatisticName } from './report';
import { normalise, type Shares } from './shares';
import { totalVariation } from './totalVariation';

interface Compared {
  readonly binning: Binning;
  readonly recipe: Recipe;
  readonly asNumbers: boolean;
  readonly reference: ColumnSide;
  readonly current: ColumnSide;
  readonly referenceShares: Shares;
  readonly currentShares: Shares;
  readonly treatedReference: Shares;
  readonly treatedCurrent: Shares;
}

/** Every further figure that the bins give, with its error; those that walk all values are a step of their own (tests.ts). */
export function statisticsOf(compared: Compared): readonly Statistic[] {
  const isOfNumbers = compared.asNumbers && haveNumbers(compared.reference, compared.current);
  return [...(isOfNumbers ? [] : categoryStatistics(compared)), ...binStatistics(compared)];
}

/** Whether both sides have numbers to compare. */
export function haveNumbers(reference: ColumnSide, current: ColumnSide): boolean {
  return (reference.numbers?.count ?? 0) > 0 && (current.numbers?.count ?? 0) > 0;
}

function categoryStatistics({ binning, recipe }: Compared): Statistic[] {
  const reference = binning.bins.map((bin) => bin.referenceCount);
  const current = binning.bins.map((bin) => bin.currentCount);
  const isOneWay = recipe.name === 'evidently';
  const test = isOneWay ? chiSquareOneWay(reference, current) : chiSquareContingency(reference, current);
  // An infinite one of estimated counts says nothing: a category may only not be listed.
  if (!test || (binning.uncertainties.length > 0 && test.statistic === Infinity)) return [];
  const { referenceTotal, currentTotal } = binning;
  const weight = referenceTotal / (referenceTotal + currentTotal);
  const factor = isOneWay ? currentTotal : referenceTotal * (1 - weight);
  // Per bin n (r − c)² / expected share: 0 where the shares are equal.
  const bounds = separableBounds(
    binning,
    (r, c) => (r === c ? 0 : (factor * (r - c) ** 2) / (isOneWay ? r : weight * r + (1 - weight) * c)),
    factor * Math.max(1 / weight, 1 / (1 - weight)),
  );
  return [statistic('chiSquare', test.statistic, errorWithin(bounds, test.statistic))];
}

function binStatistics({
  binning,
  recipe,
  referenceShares,
  currentShares,
  treatedReference,
  treatedCurrent,
}: Compared): Statistic[] {
  const js = jsDistance(referenceShares, currentShares, 'nats');
  const hellingerDistance = hellinger(referenceShares, currentShares);
  const variation = totalVariation(referenceShares, currentShares);
  const greatest = lInfinity(referenceShares, currentShares);
  const kl = klDivergence(normalise(treatedReference), normalise(treatedCurrent));
  const root = (bounds: ReturnType<typeof separableBounds>) =>
    bounds && { low: Math.sqrt(Math.max(0, bounds.low)), high: Math.sqrt(bounds.high) };
  return [
    statistic('jsDistance', js, errorWithin(root(separableBounds(binning, jsTerm, Math.LN2 / 2)), js)),
    statistic('klDivergence', kl, errorWithin(klBounds(binning, recipe), kl)),
    statistic(
      'hellinger',
      hellingerDistance,
      errorWithin(root(separableBounds(binning, hellingerTerm, 0.5)), hellingerDistance),
    ),
    statistic('lInfinity', greatest, errorWithin(greatestDifferenceBounds(binning), greatest)),
    statistic(
      'totalVariation',
      variation,
      errorWithin(
        separableBounds(binning, (r, c) => Math.abs(r - c) / 2, 0.5),
        variation,
      ),
    ),
  ];
}

/** A figure without a p-value. */
export function statistic(name: StatisticName, value: number, maxError: number): Statistic {
  return { name, value, maxError, pValue: null, adjustedPValue: null };
}
