import { Inflate } from 'pako';
import { refuse } from '../refusal';

/** What pako's types leave out: where in its input it stands, and whether a member is over. */
type Inflating = Inflate & { readonly strm: { readonly next_in: number }; readonly ended: boolean };

/** Either header, and a window of any size. */
const gzipOrZlib = 15 + 32;
const withoutHeader = -15;

/** Decompresses gzip members or zlib data that hold exactly `byteLength` bytes together. */
export function inflate(input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  return inflateWith(gzipOrZlib, input, byteLength);
}

/** Decompresses deflated data without a header, as zip archives have it, that holds exactly `byteLength` bytes. */
export function inflateRaw(input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  return inflateWith(withoutHeader, input, byteLength);
}

function inflateWith(windowBits: number, input: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(byteLength);
  let filled = 0;
  for (let rest = input; rest.length > 0;) {
    const inflating = new Inflate({
      windowBits,
      chunkSize: Math.max(1024, Math.min(byteLength, 1024 * 1024)),
    }) as Inflating;
    inflating.onData = (data) => {
      const bytes = data as Uint8Array;
      if (filled + bytes.length > byteLength) refuse('gzip data is longer than it says');
      output.set(bytes, filled);
      filled += bytes.length;
    };
    inflating.push(rest, false);
    if (Number(inflating.err) !== 0 || !inflating.ended) refuse('gzip data is broken or ends too early');
    rest = rest.subarray(inflating.strm.next_in);
  }
  if (filled !== byteLength) refuse(`gzip data holds ${filled} bytes, where ${byteLength} belong`);
  return output;
}

/**
 * Decompresses deflated data without a header whose length is not told. `hold` hears of each piece before it is kept, and throws where that
 * is too much.
 */
export function inflateRawGrowing(
  input: Uint8Array,
  hold: (byteLength: number) => void,
): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  const inflating = new Inflate({ windowBits: withoutHeader, chunkSize: 65_536 }) as Inflating;
  inflating.onData = (data) => {
    const bytes = data as Uint8Array;
    hold(bytes.length);
    byteLength += bytes.length;
    pieces.push(bytes);
  };
  inflating.push(input, false);
  if (Number(inflating.err) !== 0 || !inflating.ended) refuse('deflated data is broken or ends too early');
  const output = new Uint8Array(byteLength);
  let filled = 0;
  for (const piece of pieces) {
    output.set(piece, filled);
    filled += piece.length;
  }
  return output;
}
