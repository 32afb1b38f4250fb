import { ok } from '../lib/result';
import type { ChunkStore } from '../operations/bytes/chunkStore';
import { isKept, parseKeepPolicy } from '../operations/bytes/keepPolicy';
import type { OperationPorts } from '../operations/core/ports';
import type { Keeping } from '../operations/taking/fileReaders';
import { chunksBefore } from '../operations/taking/takeBytes';
import type { DeviceSettings } from '../storage/deviceSettings';

/** Keeping by the policy that the workspace has on this device now. */
export async function keepingOf(
  databaseName: string,
  ports: OperationPorts,
  settings: DeviceSettings,
): Promise<Keeping> {
  const policy = parseKeepPolicy(await settings.keepPolicy(databaseName).catch(() => undefined));
  let isUsed = false;
  return {
    before: (paths) => chunksBefore(ports, paths),
    request(byteLength, before) {
      if (!isKept(policy, byteLength)) return {};
      askToPersist();
      isUsed = true;
      return { keep: { before } };
    },
    async sync() {
      if (!isUsed) return ok(undefined);
      chunks ??= (await import('../storage/chunkStore')).openChunkStore();
      return chunks.sync();
    },
  };
}

/** Open as long as the page is, since each drop needs it. */
let chunks: Pick<ChunkStore, 'sync'> | null = null;
let isAsked = false;

/**
 * Asks the browser, once a page, not to evict what is kept. Some browsers ask the person in turn: when the first bytes are
 * about to be kept they know what for.
 */
function askToPersist(): void {
  if (isAsked) return;
  isAsked = true;
  navigator.storage?.persist?.().catch(() => {});
}
