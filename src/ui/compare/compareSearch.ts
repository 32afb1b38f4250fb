import { baselineFault } from '../../drift/baseline';
import { recipeNames, type RecipeName } from '../../drift/recipe';
import type { DiffedRowKind } from '../../table/rowDiff/chooseRows';
import type { SnapshotId } from '../../versioning/records';
import {
  chosen,
  optionalCount,
  optionalOneOf,
  optionalText,
  optionalTexts,
  type SearchParameters,
} from '../shared/searchParameters';

export const compareTabs = ['schema', 'distribution', 'rows', 'time'] as const;
export type CompareTab = (typeof compareTabs)[number];

export const diffedKinds = ['changed', 'added', 'removed'] as const satisfies readonly DiffedRowKind[];

/** Everything about a comparison that a person would share; what is absent is the default. */
export interface CompareSearch {
  /** The current one's parent where absent. */
  readonly reference?: SnapshotId;
  /** So many versions before the current one are the reference together; in place of `reference`. */
  readonly window?: number;
  /** The latest version of a table where absent. */
  readonly current?: SnapshotId;
  /** The column that drifted most where absent. */
  readonly column?: string;
  /** `deciles` where absent. */
  readonly recipe?: RecipeName;
  /** `distribution` where absent. */
  readonly tab?: CompareTab;
  /**
   * What every version is compared with over time: `chosen` for what was chosen for the artifact, `reference` for the
   * reference. Where absent, the first of the two if somebody chose.
   */
  readonly baseline?: SnapshotId | 'chosen' | 'reference';
  /** The columns that tell which row is which; a suggested one where absent, none where empty. */
  readonly key?: readonly string[];
  /** All rows that differ where absent. */
  readonly rows?: DiffedRowKind;
  /** Only rows in which this column changed. */
  readonly changedIn?: string;
  /** Compares tables that have few columns in common. */
  readonly unlike?: true;
  /** Columns without a change, too. */
  readonly allColumns?: true;
}

export function parseCompareSearch(raw: SearchParameters): CompareSearch {
  return chosen({
    reference: optionalText(raw['reference']) as SnapshotId | undefined,
    window: windowOf(raw['window']),
    current: optionalText(raw['current']) as SnapshotId | undefined,
    column: optionalText(raw['column']),
    recipe: optionalOneOf(raw['recipe'], recipeNames),
    tab: optionalOneOf(raw['tab'], compareTabs),
    baseline: optionalText(raw['baseline']) as CompareSearch['baseline'],
    key: optionalTexts(raw['key']),
    rows: optionalOneOf(raw['rows'], diffedKinds),
    changedIn: optionalText(raw['changedIn']),
    unlike: raw['unlike'] === true ? true : undefined,
    allColumns: raw['allColumns'] === true ? true : undefined,
  });
}

function windowOf(raw: unknown): number | undefined {
  const count = optionalCount(raw);
  return count !== undefined && baselineFault({ kind: 'window', count }) === null ? count : undefined;
}

/** What the view needs of the router: what is in the link, and a way to change it. */
export interface CompareViewProps {
  readonly search: CompareSearch;
  readonly onSearchChange: (search: CompareSearch) => void;
}
