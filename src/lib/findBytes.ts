import type { ByteSource, Cancellation } from './ports';

const pieceByteLength = 8 * 1024 * 1024;

/**
 * How often bytes stand in a source as a word: with no letter, digit or underscore of ASCII, and no byte of a longer character, on
 * either side. The bytes are not empty. Cancelling throws the cancellation's reason.
 */
export async function countBytes(
  source: ByteSource,
  sought: Uint8Array,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<number> {
  let count = 0;
  // A piece ends with what may begin a place, and begins with the byte before it.
  const overlap = sought.length + 1;
  for (let start = 0; start < source.byteLength; start += pieceByteLength) {
    cancellation.throwIfAborted();
    const from = Math.max(0, start - 1);
    const until = Math.min(source.byteLength, start + pieceByteLength);
    const piece = await source.read(from, Math.min(source.byteLength, until + overlap));
    for (let at = piece.indexOf(sought[0]!, start - from); at !== -1 && from + at < until;) {
      if (isAt(piece, sought, at)) count++;
      at = piece.indexOf(sought[0]!, at + 1);
    }
    onBytes(until - start);
  }
  return count;
}

function isAt(piece: Uint8Array, sought: Uint8Array, at: number): boolean {
  if (isOfWord(piece[at - 1]) || isOfWord(piece[at + sought.length])) return false;
  for (let place = 1; place < sought.length; place++) if (piece[at + place] !== sought[place]) return false;
  return at + sought.length <= piece.length;
}

function isOfWord(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 0x20;
  return byte === 0x5f || byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}
