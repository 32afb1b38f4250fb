import { refuse } from '../refusal';

/**
 * The format's DELTA_BINARY_PACKED: `count` integers of `bits` bits, wrapping around. Gives them one by one, and
 * `end` once the last was given is where they end.
 */
export class DeltaReader {
  readonly #bytes: Uint8Array;
  readonly #bits: 32 | 64;
  readonly #perMiniblock: number;
  readonly #miniblockCount: number;
  readonly count: number;
  #at: number;
  #given = 0;
  #value: bigint;
  #smallest = 0n;
  #widths: Uint8Array = new Uint8Array(0);
  #miniblock = 0;
  #left = 0;
  #width = 0;
  #bit = 0;

  constructor(bytes: Uint8Array, start: number, bits: 32 | 64) {
    this.#bytes = bytes;
    this.#at = start;
    this.#bits = bits;
    const blockLength = Number(this.#variable());
    this.#miniblockCount = Number(this.#variable());
    this.count = Number(this.#variable());
    this.#value = this.#zigZag();
    this.#perMiniblock = blockLength / this.#miniblockCount;
    if (!Number.isInteger(this.#perMiniblock) || this.#perMiniblock === 0 || this.#perMiniblock % 8 !== 0)
      refuse(`a block of ${blockLength} differences cannot be cut in ${this.#miniblockCount}`);
    this.#miniblock = this.#miniblockCount;
  }

  next(): bigint {
    if (this.#given++ === 0) return this.#value;
    if (this.#given > this.count) refuse('its differences end too early');
    if (this.#left === 0) this.#beginMiniblock();
    this.#left--;
    this.#value = BigInt.asIntN(this.#bits, this.#value + this.#smallest + this.#difference());
    return this.#value;
  }

  /** Where what follows begins: behind the last miniblock that was begun. */
  get end(): number {
    return this.#at;
  }

  #beginMiniblock(): void {
    if (this.#miniblock === this.#miniblockCount) {
      this.#smallest = this.#zigZag();
      if (this.#at + this.#miniblockCount > this.#bytes.length) refuse('its differences end too early');
      this.#widths = this.#bytes.subarray(this.#at, this.#at + this.#miniblockCount);
      this.#at += this.#miniblockCount;
      this.#miniblock = 0;
    }
    this.#width = this.#widths[this.#miniblock++]!;
    if (this.#width > 64) refuse(`differences of ${this.#width} bits`);
    this.#bit = this.#at * 8;
    // The last miniblock may be cut where its values end.
    const byteLength = (this.#perMiniblock * this.#width) / 8;
    const needed = Math.min(this.#perMiniblock, this.count - this.#given + 1);
    if (this.#at + (needed * this.#width) / 8 > this.#bytes.length) refuse('its differences end too early');
    this.#at = Math.min(this.#at + byteLength, this.#bytes.length);
    this.#left = this.#perMiniblock;
  }

  #difference(): bigint {
    let low = 0;
    let high = 0;
    for (let taken = 0; taken < this.#width;) {
      const offset = this.#bit % 8;
      const some = Math.min(8 - offset, this.#width - taken, taken < 32 ? 32 - taken : 64);
      const part = (this.#bytes[Math.floor(this.#bit / 8)]! >> offset) & ((1 << some) - 1);
      if (taken < 32) low |= part << taken;
      else high |= part << (taken - 32);
      taken += some;
      this.#bit += some;
    }
    return high === 0 ? BigInt(low >>> 0) : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  }

  #zigZag(): bigint {
    const folded = this.#variable();
    return BigInt.asIntN(this.#bits, (folded >> 1n) ^ -(folded & 1n));
  }

  #variable(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) refuse('its differences end too early');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return refuse('a number has more than 64 bits');
  }
}
