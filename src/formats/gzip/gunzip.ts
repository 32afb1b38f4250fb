import type { Pieces } from '../pieces';
import { crc32 } from './crc32';
import { Inflater, MalformedGzip } from './inflate';

/** How much is decompressed at a time: what is held is this and one compressed piece. */
const outputByteLength = 8 * 1024 * 1024;

/**
 * The decompressed bytes of a gzip file (RFC 1952), of several members too, as `bgzip` and `cat` make them. Zeros
 * after the last member are padding. Throws `MalformedGzip`. The platform's own decompressors refuse a second member
 * and don't say where a fault is, hence this one.
 */
export async function* gunzip(compressed: Pieces): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = new MemberReader(compressed[Symbol.asyncIterator]());
  while (await reader.beginMember()) yield* reader.member();
}

class MemberReader {
  private readonly pieces: AsyncIterator<Uint8Array<ArrayBuffer>>;
  private rest = new Uint8Array(0);
  private restOffset = 0;
  private isFirst = true;
  private isEnded = false;

  constructor(pieces: AsyncIterator<Uint8Array<ArrayBuffer>>) {
    this.pieces = pieces;
  }

  /** Reads a member's header; false at the end of the file. */
  async beginMember(): Promise<boolean> {
    await this.ensure(1);
    if (!this.isFirst) {
      while (this.rest[0] === 0) await this.skipPadding();
      if (this.rest.length === 0) return false;
    }
    this.isFirst = false;
    await this.ensure(10);
    const [first, second, method, flags = 0] = this.rest;
    if (first !== 0x1f || second !== 0x8b)
      throw this.fault('This is not gzip: it does not begin with 1f 8b.');
    if (this.rest.length < 10) throw this.fault('The gzip header ends too early.');
    if (method !== 8 || (flags & 0xe0) !== 0)
      throw this.fault('The gzip header has an unknown method or flag.');
    this.skip(10);
    if ((flags & 4) !== 0) {
      await this.ensureAll(2);
      const length = this.rest[0]! | (this.rest[1]! << 8);
      await this.ensureAll(2 + length);
      this.skip(2 + length);
    }
    if ((flags & 8) !== 0) await this.skipText();
    if ((flags & 16) !== 0) await this.skipText();
    if ((flags & 2) !== 0) {
      await this.ensureAll(2);
      this.skip(2);
    }
    return true;
  }

  /** Decompresses the member whose header was read, and checks its trailer. */
  async *member(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const inflater = new Inflater(outputByteLength, this.restOffset);
    inflater.feed(this.rest, this.isEnded);
    let checksum = 0;
    let byteLength = 0;
    for (;;) {
      const need = inflater.run();
      if (need === 'input') {
        inflater.feed(await this.nextPiece(), this.isEnded);
        continue;
      }
      const fresh = inflater.take();
      checksum = crc32(fresh, checksum);
      byteLength = (byteLength + fresh.length) >>> 0;
      if (fresh.length > 0) yield fresh;
      if (need === 'end') break;
    }
    const { bytes, byteOffset } = inflater.remainder();
    this.rest = bytes;
    this.restOffset = byteOffset;
    await this.ensureAll(8);
    const trailer = new DataView(this.rest.buffer, this.rest.byteOffset, 8);
    if (trailer.getUint32(0, true) !== checksum)
      throw this.fault('The decompressed bytes do not have the checksum that the gzip file states.');
    if (trailer.getUint32(4, true) !== byteLength)
      throw this.fault('The decompressed bytes are not as many as the gzip file states.');
    this.skip(8);
  }

  private async nextPiece(): Promise<Uint8Array<ArrayBuffer>> {
    const next = await this.pieces.next();
    if (!next.done) return next.value;
    this.isEnded = true;
    return new Uint8Array(0);
  }

  /** Tries to have `byteLength` bytes at hand; fewer only at the end of the file. */
  private async ensure(byteLength: number): Promise<void> {
    while (this.rest.length < byteLength && !this.isEnded) {
      const piece = await this.nextPiece();
      const joined = new Uint8Array(this.rest.length + piece.length);
      joined.set(this.rest);
      joined.set(piece, this.rest.length);
      this.rest = joined;
    }
  }

  private async ensureAll(byteLength: number): Promise<void> {
    await this.ensure(byteLength);
    if (this.rest.length < byteLength) throw this.fault('The gzip file ends too early.');
  }

  private skip(byteLength: number): void {
    this.rest = this.rest.subarray(byteLength);
    this.restOffset += byteLength;
  }

  private async skipPadding(): Promise<void> {
    const end = this.rest.findIndex((byte) => byte !== 0);
    this.skip(end === -1 ? this.rest.length : end);
    await this.ensure(1);
  }

  /** Past a text that ends in a zero, such as the file's name. */
  private async skipText(): Promise<void> {
    for (;;) {
      await this.ensureAll(1);
      const end = this.rest.indexOf(0);
      this.skip(end === -1 ? this.rest.length : end + 1);
      if (end !== -1) return;
    }
  }

  private fault(message: string): MalformedGzip {
    return new MalformedGzip(message, this.restOffset);
  }
}
