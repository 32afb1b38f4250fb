import { chosen, optionalOneOf, type SearchParameters } from '../shared/searchParameters';

export interface WorkspacesSearch {
  /** The form that stands open: a new workspace, or the import of a workspace file. */
  readonly make?: 'new' | 'import';
}

export function parseWorkspacesSearch(raw: SearchParameters): WorkspacesSearch {
  return chosen({ make: optionalOneOf(raw['make'], ['new', 'import'] as const) });
}
