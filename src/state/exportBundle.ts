import type { Result } from '../lib/result';
import { leftOutWords } from '../operations/core/describeUnreadable';
import type { OperationFailure } from '../operations/core/outcome';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import type { OperationPorts } from '../operations/core/ports';
import { type BundleValues, exportBundle } from '../operations/workspaces/bundle';
import { startActivity } from './activityWriter';

/** Exports a bundle, and says as an activity which stored records are not in it. */
export function exportBundleNoting(
  ports: OperationPorts,
  scope: ExportScope,
  values: BundleValues,
): Promise<Result<string, OperationFailure>> {
  const noteLeftOut = (leftOut: Parameters<typeof leftOutWords>[0]): void => {
    const id = ports.newId();
    const activity = startActivity(id, 'Export', [{ id, path: 'Throughline bundle', byteLength: 0 }]);
    activity.update(id, { kind: 'done', summary: leftOutWords(leftOut) });
    activity.finish();
  };
  return exportBundle(ports, scope, noteLeftOut, values);
}
