import { artifactKinds, type ArtifactKind } from '../../versioning/records';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export const boardVerdicts = ['fail', 'unknown', 'warn', 'pass', 'notJudged'] as const;
export type BoardVerdict = (typeof boardVerdicts)[number];

/** Stands for clauses whose contract says no severity. */
export const noSeverity = '-';

export interface GatesSearch {
  readonly q?: string;
  readonly verdict?: BoardVerdict;
  readonly kind?: ArtifactKind;
  /** Of a clause that is not kept, in small letters; `noSeverity` where the contract says none. */
  readonly severity?: string;
}

export function parseGatesSearch(raw: SearchParameters): GatesSearch {
  return chosen({
    q: optionalText(raw['q']),
    verdict: optionalOneOf(raw['verdict'], boardVerdicts),
    kind: optionalOneOf(raw['kind'], artifactKinds),
    severity: optionalText(raw['severity']),
  });
}
