import type { Acknowledgement, SnapshotView } from '../core/workspace';
import type { VersionBaseline } from './baselineOf';
import type { DriftedColumn, VersionDrift } from './versionDrift';

/** A column that drifted, and who said that it is all right; null where nobody did. */
export interface JudgedColumn extends DriftedColumn {
  readonly acknowledged: Acknowledgement | null;
}

/**
 * The drifted columns of a version, each with what acknowledged it. An acknowledgement is of a figure that was seen: it holds while the
 * baseline is the same versions. Of several the latest holds. Rule [D26].
 */
export function judgedColumns(
  { acknowledgements }: Pick<SnapshotView, 'acknowledgements'>,
  { versions }: VersionBaseline,
  { drifted }: VersionDrift,
): readonly JudgedColumn[] {
  const against = versions.map(({ snapshot }) => snapshot.id).join(' ');
  const holding = acknowledgements.filter((each) => each.against.join(' ') === against);
  return drifted.map((column) => ({
    ...column,
    acknowledged: holding.findLast(({ columns }) => columns.includes(column.name)) ?? null,
  }));
}

/** Whether a version drifted and a column of it waits for somebody to look at it. */
export function isOpen(columns: readonly JudgedColumn[]): boolean {
  return columns.some(({ acknowledged }) => acknowledged === null);
}
