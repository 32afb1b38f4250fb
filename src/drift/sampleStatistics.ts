import type { SideNumbers } from './columnSide';
import { kolmogorovSmirnov } from './kolmogorovSmirnov';
import type { Statistic } from './report';
import { statistic } from './statistics';
import { wasserstein, wassersteinNormed } from './wasserstein';

/** Kolmogorov–Smirnov and Wasserstein, which walk the values (or the sketches) of both sides. */
export function sampleStatistics(reference: SideNumbers, current: SideNumbers): readonly Statistic[] {
  const distance = wasserstein(reference.sample, current.sample);
  // |W(r, c) − W(r', c')| ≤ W(r, r') + W(c, c'), and each of these at most the rank error times the range.
  const distanceError =
    reference.maxShareError * (reference.max - reference.min) +
    current.maxShareError * (current.max - current.min);
  return [
    statistic(
      'ks',
      kolmogorovSmirnov(reference.sample, current.sample),
      reference.maxShareError + current.maxShareError,
    ),
    statistic('wasserstein', distance, distanceError),
    statistic(
      'wassersteinNormed',
      wassersteinNormed(distance, reference.populationDeviation),
      wassersteinNormed(distanceError, reference.populationDeviation),
    ),
  ];
}
