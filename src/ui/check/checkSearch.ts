import { checkOutcomes, type CheckOutcome } from '../../operations/taking/checkOutcomes';
import type { CheckScope } from '../../operations/taking/checkScope';
import type { SnapshotId } from '../../versioning/records';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export interface CheckSearch {
  /** A version's id; the whole workspace where it is not there. */
  readonly of?: string;
  readonly show?: CheckOutcome;
  readonly q?: string;
}

export function parseCheckSearch(raw: SearchParameters): CheckSearch {
  return chosen({
    of: optionalText(raw['of']),
    show: optionalOneOf(raw['show'], checkOutcomes),
    q: optionalText(raw['q']),
  });
}

export function scopeOf({ of }: CheckSearch): CheckScope {
  return of === undefined ? { kind: 'workspace' } : { kind: 'snapshot', snapshotId: of as SnapshotId };
}
