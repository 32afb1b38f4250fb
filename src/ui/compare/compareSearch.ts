import { recipeNames, type RecipeName } from '../../drift/recipe';
import type { SnapshotId } from '../../versioning/records';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export const compareTabs = ['schema', 'distribution', 'time'] as const;
export type CompareTab = (typeof compareTabs)[number];

/** Everything about a comparison that a person would share; what is absent is the default. */
export interface CompareSearch {
  /** The current one's parent where absent. */
  readonly reference?: SnapshotId;
  /** The latest version of a table where absent. */
  readonly current?: SnapshotId;
  /** The column that drifted most where absent. */
  readonly column?: string;
  /** `deciles` where absent. */
  readonly recipe?: RecipeName;
  /** `distribution` where absent. */
  readonly tab?: CompareTab;
  /** What every version is compared with over time; the reference where absent. */
  readonly baseline?: SnapshotId;
}

export function parseCompareSearch(raw: SearchParameters): CompareSearch {
  return chosen({
    reference: optionalText(raw['reference']) as SnapshotId | undefined,
    current: optionalText(raw['current']) as SnapshotId | undefined,
    column: optionalText(raw['column']),
    recipe: optionalOneOf(raw['recipe'], recipeNames),
    tab: optionalOneOf(raw['tab'], compareTabs),
    baseline: optionalText(raw['baseline']) as SnapshotId | undefined,
  });
}

/** What the view needs of the router: what is in the link, and a way to change it. */
export interface CompareViewProps {
  readonly search: CompareSearch;
  readonly onSearchChange: (search: CompareSearch) => void;
}
