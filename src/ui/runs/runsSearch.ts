import { runStates, type RunState } from '../../lineage/records';
import { chosen, optionalOneOf, optionalText, type SearchParameters } from '../shared/searchParameters';

export interface RunsSearch {
  readonly q?: string;
  readonly state?: RunState;
}

export function parseRunsSearch(raw: SearchParameters): RunsSearch {
  return chosen({ q: optionalText(raw['q']), state: optionalOneOf(raw['state'], runStates) });
}

export interface NewRunSearch {
  /** Ids of snapshots to begin with. */
  readonly input?: string;
  readonly output?: string;
}

export function parseNewRunSearch(raw: SearchParameters): NewRunSearch {
  return chosen({ input: optionalText(raw['input']), output: optionalText(raw['output']) });
}
