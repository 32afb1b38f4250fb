import { isKept, parseKeepPolicy } from '../operations/keepPolicy';
import type { OperationPorts } from '../operations/ports';
import { chunksBefore } from '../operations/takeBytes';
import type { DeviceSettings } from '../storage/deviceSettings';
import type { ChunkList } from '../versioning/chunking/chunkList';
import type { KeepRequest } from '../workers/tasks';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import keeperUrl from './chunkKeeper.worker?worker&url';

/** Which bytes of a drop are kept, and beside which they are stored. */
export interface Keeping {
  /** By path the chunks of the version before. */
  before(paths: readonly string[]): Promise<ReadonlyMap<string, ChunkList>>;
  /** What to ask of the reader of a file of that length: nothing where its bytes are not kept. */
  request(byteLength: number, before: ChunkList | null): { readonly keep?: KeepRequest };
}

/** Keeping by the policy that the workspace has on this device now. */
export async function keepingOf(
  databaseName: string,
  ports: OperationPorts,
  settings: DeviceSettings,
): Promise<Keeping> {
  const policy = parseKeepPolicy(await settings.keepPolicy(databaseName).catch(() => undefined));
  const workerUrl = new URL(keeperUrl, import.meta.url).href;
  return {
    before: (paths) => chunksBefore(ports, paths),
    request(byteLength, before) {
      if (!isKept(policy, byteLength)) return {};
      askToPersist();
      return { keep: { workerUrl, before } };
    },
  };
}

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
