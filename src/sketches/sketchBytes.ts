import { refuseSketch } from './sketchFault';

/** Families of Apache DataSketches, byte 2 of every image. */
export const family = { theta: 3, hll: 7, frequent: 10, kll: 15 } as const;

/** Counts past this are no longer exact in a double, and are refused. */
export const greatestCount = BigInt(Number.MAX_SAFE_INTEGER);

/** Little-endian numbers of an image, by their place. Reads outside of it are refused. */
export class SketchBytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  uint8(at: number): number {
    return this.#view.getUint8(at);
  }

  uint16(at: number): number {
    return this.#view.getUint16(at, true);
  }

  uint32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  int32(at: number): number {
    return this.#view.getInt32(at, true);
  }

  uint64(at: number): bigint {
    return this.#view.getBigUint64(at, true);
  }

  int64(at: number): bigint {
    return this.#view.getBigInt64(at, true);
  }

  float32(at: number): number {
    return this.#view.getFloat32(at, true);
  }

  float64(at: number): number {
    return this.#view.getFloat64(at, true);
  }

  /** A count of 64 bits that a double holds exactly. */
  count(at: number, what: string): number {
    const count = this.#view.getBigUint64(at, true);
    if (count > greatestCount) refuseSketch(`${what} is ${count}, which is past 2^53`, 'tooLarge');
    return Number(count);
  }

  /** `byteLength` bytes from `at`, as they lie there. */
  slice(at: number, byteLength: number): Uint8Array {
    if (byteLength < 0 || at + byteLength > this.length)
      refuseSketch(`the sketch has ${this.length} bytes, and ${at + byteLength} are needed`);
    return this.bytes.subarray(at, at + byteLength);
  }

  /** Refuses an image that is not exactly as long as its header says. */
  mustEndAt(byteLength: number): void {
    if (this.length !== byteLength)
      refuseSketch(`the sketch has ${this.length} bytes where its header says ${byteLength}`);
  }
}

/** An image that is written; all places are little-endian. */
export class SketchImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView;

  constructor(byteLength: number) {
    this.bytes = new Uint8Array(byteLength);
    this.view = new DataView(this.bytes.buffer);
  }
}
