import type { Result } from '../lib/result';
import { leftOutWords } from '../operations/core/describeUnreadable';
import type { OperationFailure } from '../operations/core/outcome';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import type { OperationPorts } from '../operations/core/ports';
import { exportBundle } from '../operations/workspaces/bundle';
import { startActivity } from './activityWriter';

/** Exports a bundle, and says as an activity which stored records are not in it. */
export function exportBundleNoting(
  ports: OperationPorts,
  scope: ExportScope,
): Promise<Result<string, OperationFailure>> {
  return exportBundle(ports, scope, (leftOut) => {
    const id = ports.newId();
    const activity = startActivity(id, 'Export', [{ id, path: 'Throughline bundle', byteLength: 0 }]);
    activity.update(id, { kind: 'done', summary: leftOutWords(leftOut) });
    activity.finish();
  });
}
