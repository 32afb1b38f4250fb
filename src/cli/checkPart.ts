import type { CheckRecord } from '../gates/contract/checkRecord';

/** What one part of a check gave: contracts, a lock, a version to compare with. */
export interface CheckPart {
  readonly records: readonly CheckRecord[];
  /** What could not be checked at all. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  /** What changed, a line each; null where it compares nothing. */
  readonly changed: readonly string[] | null;
  /** What no contract says: it is written into no bundle. */
  readonly isOfGates?: true;
  /** The line, from 1, of what a record's pointer leads to; null where its file has no lines. */
  readonly lineOf: (record: CheckRecord) => number | null;
}
