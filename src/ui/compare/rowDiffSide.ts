import type { SnapshotView } from '../../operations/core/workspace';
import type { RowDiffSide } from '../../state/services';

/** A version as a side of a row diff; `name` is what its artifact is called. */
export function rowDiffSide({ snapshot, reading }: SnapshotView, name: string): RowDiffSide {
  const { id, source, sequence } = snapshot;
  return {
    snapshotId: id,
    readingKey: reading?.key ?? '',
    path: source.kind === 'drop' ? source.path : name,
    title: `${name} v${sequence}`,
  };
}
