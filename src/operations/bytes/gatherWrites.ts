import type { ByteSink } from './restore';

const heldByteLength = 1024 * 1024;

/** Takes small pieces, and writes them together. What was taken last is written by `flush`, which whoever ends calls. */
export interface GatheredWrites {
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly flush: () => Promise<void>;
}

/** Gathers pieces up to a mebibyte: a write of some bytes costs as much as one of many. A larger piece is one write. */
export function gatherWrites(sink: Pick<ByteSink, 'write'>): GatheredWrites {
  const held = new Uint8Array(heldByteLength);
  let filled = 0;
  const flush = async (): Promise<void> => {
    if (filled > 0) await sink.write(held.subarray(0, filled));
    filled = 0;
  };
  return {
    flush,
    async write(bytes) {
      if (filled + bytes.length > held.length) await flush();
      if (bytes.length > held.length) {
        await sink.write(bytes);
        return;
      }
      held.set(bytes, filled);
      filled += bytes.length;
    },
  };
}
