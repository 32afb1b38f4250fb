import { Inflate } from 'pako';

/** What pako's types leave out: whether the stream is over, and where in its input it ended. */
type Inflating = Inflate & { readonly ended: boolean; readonly strm: { readonly next_in: number } };

/**
 * A zlib stream whose length is known, from the beginning of `bytes`, whatever follows it; null where it is damaged, cut off, of another length, or
 * not what its checksum says.
 */
export function inflateWhole(bytes: Uint8Array, byteLength: number): Uint8Array | null {
  if (bytes.length < 6 || (bytes[0]! & 0x0f) !== 8 || (bytes[1]! & 0x20) !== 0) return null;
  // Without its head: behind a whole stream pako would look for the next one, and what follows in a pack is none.
  const inflating = new Inflate({ raw: true, chunkSize: byteLength + 1 }) as Inflating;
  let content: Uint8Array | null = null;
  inflating.onData = (piece) => {
    content ??= piece as Uint8Array;
  };
  inflating.push(bytes.subarray(2), true);
  const whole = content as Uint8Array | null;
  if (!inflating.ended || Number(inflating.err) !== 0) return null;
  const made = whole ?? new Uint8Array(0);
  const end = 2 + inflating.strm.next_in;
  if (made.length !== byteLength || end + 4 > bytes.length) return null;
  const said = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0);
  return adler32(made) === said ? made : null;
}

/** So many bytes leave the sums below 2^32. */
const bytesPerRemainder = 5552;

/** The checksum of zlib (RFC 1950). */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += bytesPerRemainder) {
    const end = Math.min(bytes.length, start + bytesPerRemainder);
    for (let at = start; at < end; at++) {
      a += bytes[at]!;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}
