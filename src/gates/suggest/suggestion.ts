import type { Json } from '../../lib/json';
import type { TableProfile } from '../../profile/profile';
import type { ColumnFacts } from './rowFacts';

/** A version of a table that a contract is drafted from. */
export interface PastVersion {
  readonly profile: TableProfile;
  /** By column. */
  readonly facts: ReadonlyMap<string, ColumnFacts>;
  /** Null of what is no text. */
  readonly encoding: string | null;
}

/** A clause that is suggested: where it stands in the words of the standard, and why. */
export interface SuggestedClause {
  /** Null for one of the whole table. */
  readonly column: string | null;
  /** `key`: of the property itself; `option`: of its `logicalTypeOptions`; else an entry of `quality` or `customProperties`. */
  readonly place: 'key' | 'option' | 'quality' | 'custom';
  /** The word of the standard, or of our own. */
  readonly name: string;
  /** What stands there; of `quality` and `custom`, the whole entry. */
  readonly value: Json;
  readonly reason: string;
}

/** A clause of the standard's metrics. */
export function qualityClause(
  column: string | null,
  metric: string,
  rule: { readonly [key: string]: Json },
  reason: string,
): SuggestedClause {
  return { column, place: 'quality', name: metric, value: { metric, ...rule }, reason };
}

/** A clause in one of our own properties. */
export function ownClause(column: string | null, name: string, value: Json, reason: string): SuggestedClause {
  return { column, place: 'custom', name, value: { property: name, value }, reason };
}

/** `3 versions`, `the one version`. */
export function versionsText(count: number): string {
  return count === 1 ? 'the one version' : `all ${count} versions`;
}
