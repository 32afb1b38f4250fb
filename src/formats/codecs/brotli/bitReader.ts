import { refuse } from '../../refusal';

/** Bits of a byte sequence, each byte's lowest first. Past the end are zeros; whoever took some of them is refused. */
export class BitReader {
  private readonly bytes: Uint8Array;
  private at = 0;
  private held = 0;
  private count = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next bits without taking them; up to 24. */
  peek(count: number): number {
    while (this.count < count) {
      this.held |= (this.bytes[this.at++] ?? 0) << this.count;
      this.count += 8;
    }
    return this.held & ((1 << count) - 1);
  }

  /** Takes what was looked at. */
  drop(count: number): void {
    this.held >>>= count;
    this.count -= count;
    if (this.at - (this.count >> 3) > this.bytes.length) refuse('Brotli data ends too early');
  }

  /** Takes up to 24 bits as a number. */
  take(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** Goes on at the next whole byte; what lies between has to be zeros. */
  align(): void {
    if (this.take(this.count & 7) !== 0) refuse('Brotli data is broken');
  }

  /** Takes whole bytes, once it is aligned. */
  takeBytes(byteLength: number): Uint8Array {
    const start = this.at - (this.count >> 3);
    if (start + byteLength > this.bytes.length) refuse('Brotli data ends too early');
    this.at = start + byteLength;
    this.held = this.count = 0;
    return this.bytes.subarray(start, this.at);
  }
}
