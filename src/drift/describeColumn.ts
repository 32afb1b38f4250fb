import { labelNumber } from './edgeLabels';
import type { Recipe } from './recipe';
import type { ColumnDrift, Statistic, UnknownReason } from './report';

/** Why a column's band is unknown, as words without a full stop; null where it is not. */
export function describeUnknown({ unknown, presence, typeNote }: ColumnDrift, recipe: Recipe): string | null {
  if (unknown === null) return null;
  if (unknown === 'oneSided')
    return presence === 'referenceOnly' ? 'only in the reference' : 'only in the current';
  return unknown === 'noValues' && typeNote !== null ? typeNote : unknownWords(unknown, recipe);
}

function unknownWords(unknown: Exclude<UnknownReason, 'oneSided'>, recipe: Recipe): string {
  switch (unknown) {
    case 'noValues':
      return 'no value to compare';
    case 'onlyInfinities':
      return 'no finite value in the reference';
    case 'rangeOverflows':
      return 'the range of the values is more than a double can hold';
    case 'singleRow':
      return 'one side has a single row: too few to compare';
    case 'noRepeatedValue': {
      const least = recipe.binning === 'equalFrequency' ? recipe.minRowsForValueBin : 1;
      return `no value has ${least} rows in the reference: the values cannot be compared`;
    }
    case 'tooFewRows':
      return 'too few rows: whatever they held, PSI would be within what chance gives';
    case 'errorTooLarge':
      return 'the error reaches from stable to significant';
  }
}

/** Says that Kolmogorov–Smirnov's test finds a difference where PSI is stable; null where the two agree, and before the tests. */
export function describeDisagreement({ band, statistics }: ColumnDrift): string | null {
  const ks = statistics.find(({ name }) => name === 'ks');
  if (band !== 'stable' || !ks || !findsDifference(ks)) return null;
  return `Kolmogorov–Smirnov and PSI disagree: the test finds a difference (D ${labelNumber(ks.value, 3)}, p ${labelNumber(ks.pValue ?? NaN, 2)}) that these bins do not show.`;
}

function findsDifference({ value, pValue }: Statistic): boolean {
  return pValue !== null && pValue < 0.001 && value >= 0.1;
}
