import { nobleHashers } from '../../src/storage/hashers';
import { createMemoryStore } from '../../src/storage/memoryStore';
import type { OperationPorts } from '../../src/operations/core/ports';
import type { ActorId } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';

/** An empty store with a clock that stands still and ids that count. */
export function emptyPorts(): OperationPorts {
  let count = 0;
  return {
    store: createMemoryStore(),
    hashers: nobleHashers,
    text: {
      encode: (text) => new TextEncoder().encode(text),
      decode: (bytes, encoding) => {
        try {
          return new TextDecoder(encoding, { fatal: true }).decode(bytes);
        } catch {
          return null;
        }
      },
    },
    newId: () => `id-${++count}`,
    now: () => timestampFromMilliseconds(Date.UTC(2026, 5, 1)),
    actor: 'tester' as ActorId,
  };
}
