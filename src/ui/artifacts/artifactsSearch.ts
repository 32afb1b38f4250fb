import { artifactKinds, type ArtifactKind } from '../../versioning/records';
import {
  chosen,
  optionalCount,
  optionalOneOf,
  optionalText,
  type SearchParameters,
} from '../shared/searchParameters';

export const artifactSorts = ['name', 'versions', 'rows', 'size', 'changed'] as const;
export type ArtifactSort = (typeof artifactSorts)[number];

export interface ArtifactsSearch {
  readonly q?: string;
  readonly kind?: ArtifactKind;
  /** `changed` where absent. */
  readonly sort?: ArtifactSort;
  readonly order?: 'up' | 'down';
}

export function parseArtifactsSearch(raw: SearchParameters): ArtifactsSearch {
  return chosen({
    q: optionalText(raw['q']),
    kind: optionalOneOf(raw['kind'], artifactKinds),
    sort: optionalOneOf(raw['sort'], artifactSorts),
    order: optionalOneOf(raw['order'], ['up', 'down'] as const),
  });
}

export const artifactTabs = [
  'files',
  'data',
  'profile',
  'schema',
  'drift',
  'personal',
  'freshness',
  'licence',
  'contract',
] as const;
export type ArtifactTab = (typeof artifactTabs)[number];

export interface ArtifactSearch {
  /** A version's sequence number; the latest where absent. */
  readonly version?: number;
  readonly tab?: ArtifactTab;
}

export function parseArtifactSearch(raw: SearchParameters): ArtifactSearch {
  return chosen({ version: optionalCount(raw['version']), tab: optionalOneOf(raw['tab'], artifactTabs) });
}
