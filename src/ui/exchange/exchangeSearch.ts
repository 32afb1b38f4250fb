import type { NodeKey } from '../../lineage/graph';
import { chosen, optionalText, type SearchParameters } from '../shared/searchParameters';

export interface ExchangeSearch {
  /** Exports only the closure of this node; everything where absent. */
  readonly within?: NodeKey;
}

export function parseExchangeSearch(raw: SearchParameters): ExchangeSearch {
  const within = optionalText(raw['within']);
  return chosen({ within: isNodeKey(within) ? within : undefined });
}

function isNodeKey(text: string | undefined): text is NodeKey {
  return text !== undefined && /^(artifact|snapshot|job|run):./s.test(text);
}
