import { findingKinds, type FindingKind } from '../../operations/findings/findingKinds';
import { chosen } from '../shared/searchParameters';

/** What the page of findings shows. */
export interface FindingsSearch {
  /** All where absent. */
  readonly kind?: FindingKind;
}

/** Reads an address; what is not understood is left out. */
export function parseFindingsSearch(raw: Readonly<Record<string, unknown>>): FindingsSearch {
  return chosen({ kind: findingKinds.find((kind) => kind === raw['kind']) });
}
