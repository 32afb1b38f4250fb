const frameMagic = 0x184d_2204;

/** Decompresses an LZ4 frame (the format's description, version 1.6.4), checksums unchecked. Throws where it is none. */
export function decompressLz4Frame(input: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== frameMagic) throw new Error('a buffer is no LZ4 frame');
  const flags = view.getUint8(4);
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const output = new Output(hasContentSize ? Number(view.getBigUint64(6, true)) : input.length * 3);
  let at = 7 + (hasContentSize ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return output.taken();
    const length = size & 0x7fff_ffff;
    if (at + length > input.length) throw new Error('an LZ4 frame ends too early');
    const block = input.subarray(at, at + length);
    if (size >= 0x8000_0000) output.append(block);
    else decompressBlock(block, output);
    at += length + (hasBlockChecksum ? 4 : 0);
  }
}

/** A content size is only a claim: more than this is not reserved for it at once. */
const largestReservation = 64 * 1024 * 1024;

class Output {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(expected: number) {
    this.bytes = new Uint8Array(Math.min(expected, largestReservation));
  }

  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.length + more, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  append(from: Uint8Array): void {
    this.reserve(from.length);
    this.bytes.set(from, this.length);
    this.length += from.length;
  }

  repeat(distance: number, count: number): void {
    if (distance === 0 || distance > this.length)
      throw new Error('an LZ4 block refers to bytes before its start');
    this.reserve(count);
    const { bytes } = this;
    const start = this.length;
    if (distance >= count) bytes.copyWithin(start, start - distance, start - distance + count);
    else for (let at = start; at < start + count; at++) bytes[at] = bytes[at - distance]!;
    this.length += count;
  }

  taken(): Uint8Array<ArrayBuffer> {
    // flechette makes typed arrays over it, which have to begin at a multiple of their size.
    return this.bytes.subarray(0, this.length);
  }
}

function decompressBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const extended = (nibble: number): number => {
    let length = nibble;
    if (nibble !== 15) return length;
    for (;;) {
      const byte = block[at++];
      if (byte === undefined) throw new Error('an LZ4 block ends too early');
      length += byte;
      if (byte !== 255) return length;
    }
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = extended(token >> 4);
    if (at + literals > block.length) throw new Error('an LZ4 block ends too early');
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = block[at]! | ((block[at + 1] ?? 0) << 8);
    at += 2;
    output.repeat(distance, extended(token & 15) + 4);
  }
}
