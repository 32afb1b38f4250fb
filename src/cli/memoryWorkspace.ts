import { randomUUID } from 'node:crypto';
import { loadOwnWorkspace } from '../operations/core/loadWorkspace';
import type { OperationPorts } from '../operations/core/ports';
import type { Workspace } from '../operations/core/workspace';
import { createMemoryStore } from '../storage/memoryStore';
import type { ActorId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { nodeHashers, nodeText } from './nodePorts';

/** The ports of operations on a store in memory, which is gone when the command ends: it is sealed only where its records leave it with their log. */
export function memoryPorts(seals: 'sealed' | 'none' = 'none'): OperationPorts {
  return {
    store: createMemoryStore(),
    hashers: nodeHashers,
    text: nodeText,
    newId: () => randomUUID(),
    now: () => timestampFromMilliseconds(Date.now()),
    actor: 'command line' as ActorId,
    ...(seals === 'none' && { seals }),
  };
}

/** What is in the store by now. */
export async function workspaceOf({ store }: OperationPorts): Promise<Workspace> {
  const loaded = await loadOwnWorkspace(store);
  if (!loaded.ok) throw new Error(loaded.error.kind);
  return loaded.value;
}
