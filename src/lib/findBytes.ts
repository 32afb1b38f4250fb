import type { ByteSource, Cancellation } from './ports';

const pieceByteLength = 8 * 1024 * 1024;

/**
 * How often bytes stand in a source as a word: with no letter, digit or underscore of ASCII, and no byte of a longer character, on
 * either side. The bytes are not empty. Cancelling throws the cancellation's reason.
 */
export function countBytes(
  source: ByteSource,
  sought: Uint8Array,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<number> {
  return countInPieces(piecesOf(source, onBytes), sought, cancellation);
}

async function* piecesOf(
  source: ByteSource,
  onBytes: (byteLength: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < source.byteLength; start += pieceByteLength) {
    const until = Math.min(source.byteLength, start + pieceByteLength);
    yield await source.read(start, until);
    onBytes(until - start);
  }
}

/** The same of bytes that come piece by piece, whatever the pieces are. */
export async function countInPieces(
  pieces: AsyncIterable<Uint8Array>,
  sought: Uint8Array,
  cancellation: Cancellation,
): Promise<number> {
  let count = 0;
  // What was read and may begin a place, with the byte before it.
  let rest = new Uint8Array(0);
  let from = 0;
  for await (const piece of pieces) {
    cancellation.throwIfAborted();
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    // The byte after a place has to be known.
    const until = bytes.length - sought.length;
    count += countWords(bytes, sought, from, until);
    const kept = Math.max(0, Math.max(until, from) - 1);
    rest = bytes.slice(kept);
    from = Math.max(until, from) - kept;
  }
  return count + countWords(rest, sought, from, rest.length);
}

/** How many words begin at `from` or later, and before `until`. */
function countWords(bytes: Uint8Array, sought: Uint8Array, from: number, until: number): number {
  let count = 0;
  for (let at = bytes.indexOf(sought[0]!, from); at !== -1 && at < until;) {
    if (isWordAt(bytes, sought, at)) count++;
    at = bytes.indexOf(sought[0]!, at + 1);
  }
  return count;
}

/** Whether bytes stand at a place as a word; bytes before and after those that are given are none. */
function isWordAt(bytes: Uint8Array, sought: Uint8Array, at: number): boolean {
  if (isOfWord(bytes[at - 1]) || isOfWord(bytes[at + sought.length])) return false;
  for (let place = 1; place < sought.length; place++) if (bytes[at + place] !== sought[place]) return false;
  return at + sought.length <= bytes.length;
}

/** Whether bytes stand between two places as a word. */
export function hasWord(bytes: Uint8Array, sought: Uint8Array, start: number, end: number): boolean {
  const first = sought[0]!;
  for (let at = start; at <= end - sought.length; at++) {
    if (bytes[at] !== first) continue;
    if (at > start && isOfWord(bytes[at - 1])) continue;
    if (at + sought.length < end && isOfWord(bytes[at + sought.length])) continue;
    let place = 1;
    while (place < sought.length && bytes[at + place] === sought[place]) place++;
    if (place === sought.length) return true;
  }
  return false;
}

function isOfWord(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 0x20;
  return byte === 0x5f || byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}
