import { parseLicence } from '../../gates/licence/expression';
import { err, type Result } from '../../lib/result';
import type { SnapshotId } from '../../versioning/records';
import { annotate } from '../core/annotate';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';

/** Says the licence of a version, and of those after it. Refuses what is no SPDX expression. */
export async function setLicence(
  ports: OperationPorts,
  snapshotId: SnapshotId,
  expression: string,
): Promise<Result<Change<void>, OperationFailure>> {
  const parsed = parseLicence(expression.trim());
  if (!parsed.ok) {
    const message = `“${expression}” is no SPDX expression, such as MIT or CC-BY-4.0: ${parsed.error.message}`;
    return err({ kind: 'invalidAnnotation', message });
  }
  return annotate(ports, snapshotId, { kind: 'licence', expression: expression.trim() });
}
