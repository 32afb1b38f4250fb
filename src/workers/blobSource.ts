import { UnreadableBytes } from '../formats/pieces';
import type { ByteSource } from '../lib/ports';

/** A file that was dropped or picked. Reading it throws `UnreadableBytes` where it is gone, was changed, or may not be read. */
export function blobSource(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    async read(start, end) {
      try {
        // A slice is a further object for the browser, which takes as long as reading a small file.
        const part = start <= 0 && end >= blob.size ? blob : blob.slice(Math.max(0, start), Math.max(0, end));
        return new Uint8Array(await part.arrayBuffer());
      } catch (error) {
        throw new UnreadableBytes(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** Bytes that are at hand. */
export function bytesSource(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    byteLength: bytes.length,
    read: (start, end) => Promise.resolve(bytes.slice(Math.max(0, start), Math.max(0, end))),
  };
}
