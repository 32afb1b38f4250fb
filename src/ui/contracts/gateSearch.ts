import type { ClauseKey } from '../../gates/contract/waiver';
import { chosen, optionalText, type SearchParameters } from '../shared/searchParameters';

/** Which clause of an artifact's contract a gate is. */
export interface GateSearch {
  readonly clause?: string;
  readonly column?: string;
  /** Where several clauses have one name and column, which of them, from 0; absent for the first. */
  readonly use?: string;
}

export function parseGateSearch(raw: SearchParameters): GateSearch {
  return chosen({
    clause: optionalText(raw['clause']),
    column: optionalText(raw['column']),
    use: optionalText(raw['use']),
  });
}

export function gateSearchOf({ clause, column, use }: ClauseKey): GateSearch {
  return { clause, ...(column !== null && { column }), ...(use > 0 && { use: String(use) }) };
}

export function gateKeyOf({ clause, column, use }: GateSearch): ClauseKey {
  return { clause: clause ?? '', column: column ?? null, use: Number(use ?? 0) };
}
