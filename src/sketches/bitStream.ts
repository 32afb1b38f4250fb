/** Numbers of a fixed count of bits, one after another, most significant bit first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#bit = at * 8;
  }

  /** The next `bits` bits, 1 to 63; zeros past the end. */
  next(bits: number): bigint {
    let value = 0n;
    for (let left = bits; left > 0;) {
      const offset = this.#bit & 7;
      const taken = Math.min(8 - offset, left);
      const byte = this.#bytes[this.#bit >>> 3] ?? 0;
      const part = (byte >> (8 - offset - taken)) & (2 ** taken - 1);
      value = (value << BigInt(taken)) | BigInt(part);
      this.#bit += taken;
      left -= taken;
    }
    return value;
  }
}

/** Writes numbers of `bits` bits into zeros, as `BitReader` reads them. */
export function packBits(values: Iterable<bigint>, bits: number, into: Uint8Array, at: number): void {
  let bit = at * 8;
  for (const value of values) {
    for (let left = bits; left > 0;) {
      const offset = bit & 7;
      const taken = Math.min(8 - offset, left);
      const part = Number((value >> BigInt(left - taken)) & BigInt(2 ** taken - 1));
      into[bit >>> 3]! |= part << (8 - offset - taken);
      bit += taken;
      left -= taken;
    }
  }
}
