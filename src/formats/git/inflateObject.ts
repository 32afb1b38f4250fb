import { joinBytes } from '../../lib/joinBytes';
import { Inflate } from 'pako';

/** What pako's types leave out: whether the stream is over. */
type Inflating = Inflate & { readonly ended: boolean };

/** Gives bytes `start` to `end` of a file, fewer at its end; null where it is not there. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array | null>;

/** Deflate makes at most 1,032 bytes of one, so that little more than the limit is ever held. */
const inputByteLength = 4096;
const smallestRead = 64 * 1024;
const largestRead = 4 * 1024 * 1024;

/** The bytes of a zlib stream that begins at `start`, whatever follows it; null where it is damaged, cut off or longer than `limit`. */
export async function inflateObject(
  read: ReadBytes,
  start: number,
  limit: number,
): Promise<Uint8Array | null> {
  // Without its head: behind a whole stream pako would look for the next one, and what follows in a pack is none.
  const inflating = new Inflate({ raw: true }) as Inflating;
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  inflating.onData = (piece) => {
    const output = piece as Uint8Array;
    pieces.push(output);
    byteLength += output.length;
  };
  let at = start;
  let skipped = 0;
  for (let length = smallestRead; !inflating.ended; length = Math.min(largestRead, length * 2)) {
    const bytes = await read(at, at + length);
    if (!bytes || bytes.length === 0) return null;
    if (skipped === 0) {
      if (((bytes[0] ?? 0) & 0x0f) !== 8 || ((bytes[1] ?? 0) & 0x20) !== 0) return null;
      skipped = 2;
    }
    for (
      let from = at === start ? skipped : 0;
      from < bytes.length && !inflating.ended;
      from += inputByteLength
    ) {
      inflating.push(bytes.subarray(from, from + inputByteLength), false);
      if (Number(inflating.err) !== 0 || byteLength > limit) return null;
    }
    at += bytes.length;
  }
  return joinBytes(pieces);
}
