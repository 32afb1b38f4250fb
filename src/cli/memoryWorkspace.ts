import { randomUUID } from 'node:crypto';
import { loadWorkspace } from '../operations/core/loadWorkspace';
import type { OperationPorts } from '../operations/core/ports';
import type { Workspace } from '../operations/core/workspace';
import { createMemoryStore } from '../storage/memoryStore';
import type { ActorId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { nodeHashers, nodeText } from './nodePorts';

/** The ports of operations on a store in memory, which is gone when the command ends. */
export function memoryPorts(): OperationPorts {
  return {
    store: createMemoryStore(),
    hashers: nodeHashers,
    text: nodeText,
    newId: () => randomUUID(),
    now: () => timestampFromMilliseconds(Date.now()),
    actor: 'command line' as ActorId,
  };
}

/** What is in the store by now. */
export async function workspaceOf({ store }: OperationPorts): Promise<Workspace> {
  const loaded = await loadWorkspace(store);
  if (!loaded.ok) throw new Error(loaded.error.kind);
  return loaded.value;
}
