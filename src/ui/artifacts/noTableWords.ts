import { faultWords } from '../../operations/core/describeFailure';
import type { SnapshotView } from '../../operations/core/workspace';

/** Why a version has no table: `The table of version 3 could not be read: row 2 has 3 fields, 2 expected.` */
export function noTableWords({ snapshot, failedReading }: SnapshotView): string {
  return failedReading
    ? `The table of version ${snapshot.sequence} could not be read: ${faultWords(failedReading.failure)}.`
    : `Version ${snapshot.sequence} is not a table.`;
}

/** Why a version's rows are not counted: `a folder is not read as a table` */
export function notReadReason({ snapshot, failedReading }: SnapshotView): string {
  if (failedReading) return failedReading.failure.message;
  if (snapshot.content === 'directory') return 'a folder is not read as a table';
  if (snapshot.source.kind === 'pointer') return 'only its pointer is known; drop the file to have it read';
  if (snapshot.digest === null || snapshot.content === 'unknown')
    return 'only what an import says of it is known; drop the file to have it read';
  return `${snapshot.format ?? 'its format'} is not read as a table`;
}
