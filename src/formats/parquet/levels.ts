import { refuse } from '../refusal';

/** Gives small integers in their order: levels, and places in a dictionary. */
export interface IntegerReader {
  read(into: Uint8Array | Int32Array, at: number, count: number): void;
}

/**
 * The format's hybrid of runs and bit-packed groups, of `bitWidth` bits, in `bytes`. Reading more than there are
 * is refused.
 */
export class RunReader implements IntegerReader {
  readonly #bytes: Uint8Array;
  readonly #bitWidth: number;
  #at: number;
  readonly #end: number;
  /** What is left of the run: repeated, where it is one, else packed. */
  #left = 0;
  #value = 0;
  #isPacked = false;
  #bit = 0;

  constructor(bytes: Uint8Array, start: number, end: number, bitWidth: number) {
    if (bitWidth > 32) refuse(`values of ${bitWidth} bits, where at most 32 are allowed`);
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#bitWidth = bitWidth;
  }

  read(into: Uint8Array | Int32Array, at: number, count: number): void {
    const end = at + count;
    for (let index = at; index < end;) {
      if (this.#left === 0) this.#begin();
      const some = Math.min(end - index, this.#left);
      if (this.#isPacked) this.#unpack(into, index, some);
      else into.fill(this.#value, index, index + some);
      index += some;
      this.#left -= some;
    }
  }

  #begin(): void {
    const head = this.#head();
    const count = Math.floor(head / 2);
    this.#isPacked = head % 2 === 1;
    if (!this.#isPacked) {
      this.#left = count;
      this.#value = this.#whole((this.#bitWidth + 7) >> 3);
      if (count === 0) refuse('a run of no values');
      return;
    }
    // The last group may be cut where its values end.
    const byteLength = Math.min(count * this.#bitWidth, this.#end - this.#at);
    this.#left =
      this.#bitWidth === 0 ? count * 8 : Math.min(count * 8, Math.floor((byteLength * 8) / this.#bitWidth));
    if (this.#left === 0) refuse('its values end too early');
    this.#bit = this.#at * 8;
    this.#at += byteLength;
  }

  #head(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 35; scale *= 128) {
      if (this.#at >= this.#end) refuse('its values end too early');
      const byte = this.#bytes[this.#at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return refuse('a run is longer than the format allows');
  }

  #whole(byteLength: number): number {
    if (this.#at + byteLength > this.#end) refuse('its values end too early');
    let value = 0;
    for (let index = 0; index < byteLength; index++) value |= this.#bytes[this.#at++]! << (8 * index);
    return value >>> 0;
  }

  #unpack(into: Uint8Array | Int32Array, at: number, count: number): void {
    const bytes = this.#bytes;
    const width = this.#bitWidth;
    let bit = this.#bit;
    if (width <= 24) {
      const mask = (1 << width) - 1;
      for (let index = at; index < at + count; index++, bit += width) {
        const byte = bit >>> 3;
        const four =
          bytes[byte]! | (bytes[byte + 1]! << 8) | (bytes[byte + 2]! << 16) | (bytes[byte + 3]! << 24);
        into[index] = (four >>> (bit & 7)) & mask;
      }
      this.#bit = bit;
      return;
    }
    for (let index = at; index < at + count; index++) {
      let value = 0;
      for (let taken = 0; taken < width;) {
        const offset = bit & 7;
        const some = Math.min(8 - offset, width - taken);
        value |= ((bytes[bit >>> 3]! >> offset) & ((1 << some) - 1)) << taken;
        taken += some;
        bit += some;
      }
      into[index] = value;
    }
    this.#bit = bit;
  }
}

/** The format's deprecated packing of levels, most significant bit first. */
export class PackedReader implements IntegerReader {
  readonly #bytes: Uint8Array;
  readonly #bitWidth: number;
  #bit: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, start: number, end: number, bitWidth: number) {
    this.#bytes = bytes;
    this.#bit = start * 8;
    this.#end = end * 8;
    this.#bitWidth = bitWidth;
  }

  read(into: Uint8Array | Int32Array, at: number, count: number): void {
    if (this.#bit + count * this.#bitWidth > this.#end) refuse('its levels end too early');
    for (let index = at; index < at + count; index++) {
      let value = 0;
      for (let taken = 0; taken < this.#bitWidth; taken++, this.#bit++)
        value = (value << 1) | ((this.#bytes[this.#bit >>> 3]! >> (7 - (this.#bit & 7))) & 1);
      into[index] = value;
    }
  }
}

/** How many bits the integers up to `largest` take. */
export function bitWidthOf(largest: number): number {
  return 32 - Math.clz32(largest);
}
