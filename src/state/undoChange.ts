import type { Result } from '../lib/result';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import { changedBy } from '../operations/core/changeOfEntry';
import type { WorkerPool } from '../workers/pool';

/** From here on a change is taken back in a worker: to write down so many records takes the page too long. */
const manyRecords = 2000;

/** Takes a change back, wherever that is quicker. */
export async function undoChange(
  ports: OperationPorts,
  pool: WorkerPool,
  databaseName: string,
  auditSequence: number,
): Promise<Result<Change<void>, OperationFailure>> {
  const undoing = import('../operations/audit/undo');
  const entry = await ports.store.read((transaction) => transaction.get('audit', auditSequence));
  const { undo, undoEntry } = await undoing;
  if (!entry.ok || !entry.value) return undo(ports, auditSequence);
  if (changedBy(entry.value).targets.length >= manyRecords)
    return pool.run('undo', { databaseName, actor: ports.actor, auditSequence });
  return undoEntry(ports, entry.value);
}
