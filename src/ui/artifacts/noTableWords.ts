import type { SnapshotView } from '../../operations/workspace';

/** Why a version has no table: `The table of version 3 could not be read: row 2 has 3 fields, 2 expected.` */
export function noTableWords({ snapshot, failedReading }: SnapshotView): string {
  return failedReading
    ? `The table of version ${snapshot.sequence} could not be read: ${failedReading.failure.message}.`
    : `Version ${snapshot.sequence} is not a table.`;
}

/** Why two versions cannot be compared as tables. */
export function noDriftWords(versions: readonly SnapshotView[]): string {
  const lacking = versions.filter(({ reading }) => reading === null).map(noTableWords);
  return ['Drift needs both versions as tables.', ...lacking].join(' ');
}
