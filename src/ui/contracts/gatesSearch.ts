import { artifactKinds, type ArtifactKind } from '../../versioning/records';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export const boardVerdicts = ['fail', 'unknown', 'warn', 'pass', 'notJudged'] as const;
export type BoardVerdict = (typeof boardVerdicts)[number];

export interface GatesSearch {
  readonly q?: string;
  readonly verdict?: BoardVerdict;
  readonly kind?: ArtifactKind;
}

export function parseGatesSearch(raw: SearchParameters): GatesSearch {
  return chosen({
    q: optionalText(raw['q']),
    verdict: optionalOneOf(raw['verdict'], boardVerdicts),
    kind: optionalOneOf(raw['kind'], artifactKinds),
  });
}
