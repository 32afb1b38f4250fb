import { chosen, optionalCount, type SearchParameters } from '../shared/searchParameters';

export interface StorageSearch {
  /** Of each artifact how many of the latest versions a clean-up leaves alone. */
  readonly latest?: number;
}

export const defaultLatest = 3;

export function parseStorageSearch(raw: SearchParameters): StorageSearch {
  return chosen({ latest: optionalCount(raw['latest']) });
}
