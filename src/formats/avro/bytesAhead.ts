import type { ByteSource } from '../../lib/ports';
import { refuse } from '../refusal';

const aheadByteLength = 1024 * 1024;

/** The bytes of a file from its start on, read some ahead of where they are taken. */
export class BytesAhead {
  private readonly source: ByteSource;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private start = 0;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** Where the next byte stands in the file. */
  get byteOffset(): number {
    return this.start + this.at;
  }

  isAtEnd(): Promise<boolean> {
    return Promise.resolve(this.byteOffset >= this.source.byteLength);
  }

  /** The next bytes; refuses more than there are. */
  async take(length: number): Promise<Uint8Array> {
    if (length < 0 || length > this.source.byteLength - this.byteOffset)
      refuse('it ends too early', this.byteOffset);
    if (length > this.bytes.length - this.at) {
      this.start = this.byteOffset;
      this.at = 0;
      const end = Math.min(this.source.byteLength, this.start + Math.max(length, aheadByteLength));
      this.bytes = await this.source.read(this.start, end);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** A whole number as Avro writes it, not below 0. */
  async long(): Promise<number> {
    const value = await this.signed();
    return value >= 0 ? value : refuse('a length is negative', this.byteOffset);
  }

  async signed(): Promise<number> {
    let [value, shift] = [0, 1];
    for (let index = 0; index < 7; index++) {
      const [byte = 0] = await this.take(1);
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      shift *= 128;
    }
    return refuse('a length is larger than any file', this.byteOffset);
  }
}
