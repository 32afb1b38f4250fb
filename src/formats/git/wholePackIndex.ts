import { bytesOfHex } from './gitFolder';

/** The index of a pack, held whole, for those who look up many objects (gitformat-pack(5), versions 1 and 2). */
export class WholePackIndex {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly isSecond: boolean;
  private readonly fanAt: number;
  private readonly idLength: number;
  private readonly count: number;

  private constructor(bytes: Uint8Array, idLength: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.idLength = idLength;
    this.isSecond = this.view.getUint32(0) === secondMagic;
    this.fanAt = this.isSecond ? 8 : 0;
    this.count = this.view.getUint32(this.fanAt + 4 * 255);
  }

  /** Null where the bytes are no such index, or are cut off. */
  static of(bytes: Uint8Array, idLength: number): WholePackIndex | null {
    if (bytes.length < 8 + 1024) return null;
    const index = new WholePackIndex(bytes, idLength);
    if (index.isSecond && index.view.getUint32(4) !== 2) return null;
    const lineLength = index.isSecond ? idLength + 8 : idLength + 4;
    return index.fanAt + 1024 + index.count * lineLength <= bytes.length ? index : null;
  }

  /** Where an object begins in the pack; null where it has none. */
  offsetOf(id: string): number | null {
    const wanted = bytesOfHex(id);
    const first = wanted[0] ?? 0;
    let low = first === 0 ? 0 : this.view.getUint32(this.fanAt + 4 * (first - 1));
    let high = Math.min(this.count, this.view.getUint32(this.fanAt + 4 * first));
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = this.compare(middle, wanted);
      if (order === 0) return this.offsetAt(middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return null;
  }

  private compare(line: number, wanted: Uint8Array): number {
    const lineLength = this.isSecond ? this.idLength : this.idLength + 4;
    const at = this.fanAt + 1024 + line * lineLength + (this.isSecond ? 0 : 4);
    for (let index = 0; index < this.idLength; index++) {
      const difference = this.bytes[at + index]! - wanted[index]!;
      if (difference !== 0) return difference;
    }
    return 0;
  }

  private offsetAt(line: number): number | null {
    const lines = this.fanAt + 1024;
    if (!this.isSecond) return this.view.getUint32(lines + line * (this.idLength + 4));
    const small = lines + this.count * (this.idLength + 4);
    const offset = this.view.getUint32(small + 4 * line);
    if (offset < 0x8000_0000) return offset;
    const at = small + 4 * this.count + 8 * (offset - 0x8000_0000);
    if (at + 8 > this.bytes.length) return null;
    return this.view.getUint32(at) * 2 ** 32 + this.view.getUint32(at + 4);
  }
}

const secondMagic = 0xff744f63;
