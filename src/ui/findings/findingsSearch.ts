import type { NodeKey } from '../../lineage/graph';
import { findingKinds, type FindingKind } from '../../operations/findings/findingKinds';
import { chosen, optionalText } from '../shared/searchParameters';

/** What the page of findings shows. */
export interface FindingsSearch {
  /** All where absent. */
  readonly kind?: FindingKind;
  /** Those of one artifact or job; all where absent. */
  readonly node?: NodeKey;
}

/** Reads an address; what is not understood is left out. */
export function parseFindingsSearch(raw: Readonly<Record<string, unknown>>): FindingsSearch {
  const node = optionalText(raw['node']);
  return chosen({
    kind: findingKinds.find((kind) => kind === raw['kind']),
    node: node !== undefined && /^(?:artifact|job):./.test(node) ? (node as NodeKey) : undefined,
  });
}
