import type { DriftedFilter } from '../../operations/comparing/driftedRows';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export const shownBands = ['significant', 'moderate', 'grows'] as const;
export const shownStates = ['open', 'acknowledged'] as const;

export function parseDriftedSearch(raw: SearchParameters): DriftedFilter {
  return chosen({
    q: optionalText(raw['q']),
    band: optionalOneOf(raw['band'], shownBands),
    state: optionalOneOf(raw['state'], shownStates),
  });
}
