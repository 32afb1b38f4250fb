import type { NodeKey } from '../../lineage/graph';
import type { ExportScope } from '../../operations/lineage/lineageSelection';
import { chosen, optionalText, optionalTexts, type SearchParameters } from '../shared/searchParameters';

export interface ExchangeSearch {
  /** Exports only the closure of this node. */
  readonly within?: NodeKey;
  /** Exports exactly these nodes, where no node stands in `within`. */
  readonly only?: readonly NodeKey[];
}

export function parseExchangeSearch(raw: SearchParameters): ExchangeSearch {
  const within = optionalText(raw['within']);
  const only = optionalTexts(raw['only'])?.filter(isNodeKey);
  return chosen({ within: isNodeKey(within) ? within : undefined, only });
}

/** What the address says is to be exported; everything where it says nothing, or no node is chosen yet. */
export function exportScope({ within, only }: ExchangeSearch): ExportScope {
  if (within !== undefined) return within;
  return only && only.length > 0 ? { only } : null;
}

function isNodeKey(text: string | undefined): text is NodeKey {
  return text !== undefined && /^(artifact|snapshot|job|run):./s.test(text);
}
