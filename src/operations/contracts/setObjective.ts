import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { SnapshotId } from '../../versioning/records';
import { annotate } from '../core/annotate';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { objectiveOfJson } from './objectives';

/** Says how fresh an artifact has to be by a column, or on arrival, at one of its versions; null takes that back. Refuses what is no objective of that column. */
export async function setObjective(
  ports: OperationPorts,
  snapshotId: SnapshotId,
  column: string | null,
  objective: Json,
): Promise<Result<Change<void>, OperationFailure>> {
  if (objective !== null) {
    const read = objectiveOfJson(objective);
    const message = read.ok
      ? read.value.column === column
        ? null
        : 'The objective is of another column.'
      : `The objective cannot be read: ${read.error}.`;
    if (message !== null) return err({ kind: 'invalidAnnotation', message });
  }
  return annotate(ports, snapshotId, { kind: 'objective', column, objective });
}
