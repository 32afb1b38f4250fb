import { ok, type Result } from '../../lib/result';
import { loadWorkspace } from '../core/loadWorkspace';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { FileFormat } from './exportFileFormats';
import { addLocks } from './exportedLocks';
import { addPointers } from './exportedPointers';
import { type ExportedFiles, FilesMade } from './filesMade';
import { type ExportScope, selectLineage } from './lineageSelection';

/** What a scope takes of a workspace's lineage as pointers of DVC or git-lfs, or as locks of DVC: for each dataset its last version, for each stage its last run. */
export async function exportFiles(
  ports: OperationPorts,
  scope: ExportScope,
  format: FileFormat,
): Promise<Result<ExportedFiles, OperationFailure>> {
  const workspace = await loadWorkspace(ports.store);
  if (!workspace.ok) return workspace;
  const ids = selectLineage(workspace.value, scope);
  if (!ids.ok) return ids;
  const made = new FilesMade();
  if (format === 'dvc-lock') addLocks(workspace.value, ids.value, made);
  else addPointers(workspace.value, ids.value, format, made);
  return ok(made.end());
}
