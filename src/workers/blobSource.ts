import { UnreadableBytes } from '../formats/pieces';
import type { ByteSource } from '../lib/ports';

/** A file that was dropped or picked. Reading it throws `UnreadableBytes` where it is gone, was changed, or may not be read. */
export function blobSource(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    async read(start, end) {
      try {
        return new Uint8Array(await blob.slice(Math.max(0, start), Math.max(0, end)).arrayBuffer());
      } catch (error) {
        throw new UnreadableBytes(error instanceof Error ? error.message : String(error));
      }
    },
  };
}
