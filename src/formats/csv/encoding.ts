import type { TextEncodingName } from '../../lib/ports';

/** What a text's first bytes say of its encoding. */
export interface DetectedEncoding {
  readonly encoding: TextEncodingName;
  /** Bytes of the byte order mark; 0 where there is none. */
  readonly markByteLength: number;
}

/** Tells UTF-16 by its mark, or by zero bytes in every second place; all else is taken as UTF-8. */
export function detectEncoding(head: Uint8Array): DetectedEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { encoding: 'utf-8', markByteLength: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markByteLength: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markByteLength: 2 };
  const zeros = [0, 0];
  const length = Math.min(head.length, 4096) & ~1;
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 1]!++;
  const many = length * 0.2;
  if (zeros[1]! > many && zeros[0]! * 10 < zeros[1]!) return { encoding: 'utf-16le', markByteLength: 0 };
  if (zeros[0]! > many && zeros[1]! * 10 < zeros[0]!) return { encoding: 'utf-16be', markByteLength: 0 };
  return { encoding: 'utf-8', markByteLength: 0 };
}

/**
 * UTF-16 as UTF-8. What is no text (a lone surrogate, half a unit at the end) becomes bytes that are no UTF-8,
 * so that whoever reads them finds the fault at its line.
 */
export async function* utf8FromUtf16(
  pieces: AsyncIterable<Uint8Array>,
  isLittleEndian: boolean,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let oddByte = -1;
  let high = 0;
  for await (const piece of pieces) {
    const out = new Uint8Array(piece.length * 2 + 8);
    let size = 0;
    for (const byte of piece) {
      if (oddByte < 0) {
        oddByte = byte;
        continue;
      }
      const unit = isLittleEndian ? oddByte | (byte << 8) : (oddByte << 8) | byte;
      oddByte = -1;
      if (high !== 0 && unit >= 0xdc00 && unit < 0xe000) {
        size = writePoint(0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00), out, size);
        high = 0;
        continue;
      }
      if (high !== 0) size = writePoint(high, out, size);
      high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
      if (high === 0) size = writePoint(unit, out, size);
    }
    yield out.subarray(0, size);
  }
  if (high !== 0 || oddByte >= 0) yield Uint8Array.of(0xff);
}

function writePoint(point: number, out: Uint8Array, position: number): number {
  let at = position;
  if (point < 0x80) {
    out[at++] = point;
    return at;
  }
  if (point < 0x800) {
    out[at++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x1_0000) {
      out[at++] = 0xe0 | (point >> 12);
    } else {
      out[at++] = 0xf0 | (point >> 18);
      out[at++] = 0x80 | ((point >> 12) & 0x3f);
    }
    out[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  out[at++] = 0x80 | (point & 0x3f);
  return at;
}
