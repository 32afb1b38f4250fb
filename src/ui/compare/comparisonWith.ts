import type { SnapshotView } from '../../operations/core/workspace';
import type { CompareSearch } from './compareSearch';

/** The comparison of a version with what it is held against: one version, or a window of those before it. */
export function comparisonWith(references: readonly SnapshotView[], current: SnapshotView): CompareSearch {
  const last = references.at(-1);
  return {
    ...(references.length > 1 ? { window: references.length } : last && { reference: last.snapshot.id }),
    current: current.snapshot.id,
  };
}
