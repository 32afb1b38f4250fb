import type { OperationPorts } from '../operations/ports';
import type { ActivityItem } from './activities';

/** Imports a dropped file where it holds lineage; null where it does not, and is a file like any other. */
export async function importDroppedLineage(
  _file: File,
  _path: string,
  _ports: OperationPorts,
  _signal: AbortSignal,
): Promise<ActivityItem['state'] | null> {
  return null;
}
