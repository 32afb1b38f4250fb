import { Inflate } from 'pako';
import { joinBytes } from '../../lib/joinBytes';
import type { Pieces } from '../pieces';
import { crc32 } from '../zip/crc32';
import { MalformedCompression } from './malformed';

const fileHeader = 0x0403_4b50;
const descriptorMark = 0x0807_4b50;
const headerByteLength = 30;
const outputByteLength = 1024 * 1024;
/** Compressed bytes taken at a time: deflate makes at most 1,032 bytes of one, so that what is held stays bounded. */
const inputByteLength = 32 * 1024;

/**
 * The decompressed bytes of a zip archive (APPNOTE 6.3) that holds one file, read from its start as it comes; what macOS puts
 * beside it (`__MACOSX/…`) is passed over. Throws `MalformedCompression`, also where there are several files.
 */
export async function* unzipOne(compressed: Pieces): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const entry = new OneEntry();
  for await (const piece of compressed)
    for (let at = 0; at < piece.length; at += inputByteLength)
      yield* entry.take(piece.subarray(at, at + inputByteLength));
  entry.end();
}

/** What pako's types leave out: where in its input it stands, and whether the stream is over. */
type Inflating = Inflate & { readonly strm: { readonly next_in: number }; readonly ended: boolean };

interface Entry {
  readonly isPassedOver: boolean;
  /** Known before the bytes, or told after them. */
  readonly said: { readonly crc: number; readonly byteLength: number } | null;
  /** Null where the bytes stand as they are. */
  readonly inflating: Inflating | null;
}

class OneEntry {
  private waiting: Uint8Array = new Uint8Array(0);
  private state: 'header' | 'content' | 'descriptor' | 'end' = 'header';
  private entry: Entry | null = null;
  private fileCount = 0;
  private crc = 0;
  private contentLength = 0;
  private byteOffset = 0;
  private readonly output: Uint8Array<ArrayBuffer>[] = [];

  take(input: Uint8Array): Uint8Array<ArrayBuffer>[] {
    if (this.state === 'end') return [];
    this.waiting = this.waiting.length === 0 ? input : joinBytes([this.waiting, input]);
    for (let taken = this.step(); taken !== null; taken = this.step()) {
      this.waiting = this.waiting.subarray(taken);
      this.byteOffset += taken;
    }
    this.waiting = this.waiting.slice();
    return this.output.splice(0);
  }

  end(): void {
    if (this.state !== 'end') this.refuse('The zip archive ends too early');
    if (this.fileCount === 0) this.refuse('The zip archive holds no file');
  }

  private step(): number | null {
    switch (this.state) {
      case 'header':
        return this.takeHeader(this.waiting);
      case 'content':
        return this.takeContent(this.waiting);
      case 'descriptor':
        return this.takeDescriptor(this.waiting);
      case 'end':
        return null;
    }
  }

  private takeHeader(bytes: Uint8Array): number | null {
    if (bytes.length < 4) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== fileHeader) {
      // The list of files begins, which says again what stood here.
      this.state = 'end';
      return null;
    }
    if (bytes.length < headerByteLength) return null;
    const byteLength = headerByteLength + view.getUint16(26, true) + view.getUint16(28, true);
    if (bytes.length < byteLength) return null;
    const name = String.fromCharCode(
      ...bytes.subarray(headerByteLength, headerByteLength + view.getUint16(26, true)),
    );
    this.begin(view, name);
    return byteLength;
  }

  private begin(view: DataView, name: string): void {
    const isPassedOver = name.startsWith('__MACOSX/') || name.endsWith('/');
    if (!isPassedOver && ++this.fileCount > 1)
      this.refuse('The zip archive holds several files: unpack it, and take the one that you mean');
    const flags = view.getUint16(6, true);
    const method = view.getUint16(8, true);
    if ((flags & 1) !== 0) this.refuse('The file in the zip archive is encrypted');
    const isToldAfter = (flags & 8) !== 0;
    if (method !== 8 && (method !== 0 || isToldAfter))
      this.refuse(`The file in the zip archive is packed by a method that is not read (${method})`);
    this.entry = {
      isPassedOver,
      said: isToldAfter ? null : { crc: view.getUint32(14, true), byteLength: view.getUint32(18, true) },
      inflating: method === 8 ? this.beginInflating(isPassedOver) : null,
    };
    this.crc = 0;
    this.contentLength = 0;
    this.state = 'content';
  }

  private beginInflating(isPassedOver: boolean): Inflating {
    const inflating = new Inflate({ raw: true, chunkSize: outputByteLength }) as Inflating;
    inflating.onData = (bytes) => this.takeOutput(bytes as Uint8Array<ArrayBuffer>, isPassedOver);
    return inflating;
  }

  private takeOutput(bytes: Uint8Array<ArrayBuffer>, isPassedOver: boolean): void {
    this.crc = crc32(bytes, this.crc);
    if (!isPassedOver) this.output.push(bytes);
  }

  private takeContent(bytes: Uint8Array): number | null {
    const { inflating, said, isPassedOver } = this.entry!;
    if (inflating === null) {
      const taken = Math.min(bytes.length, said!.byteLength - this.contentLength);
      this.contentLength += taken;
      if (taken > 0) this.takeOutput(bytes.slice(0, taken), isPassedOver);
      if (this.contentLength < said!.byteLength) return taken === 0 ? null : taken;
      this.endContent(said!.crc);
      return taken;
    }
    if (bytes.length === 0) return null;
    inflating.push(bytes, false);
    if (Number(inflating.err) !== 0)
      this.refuse('The compressed bytes here are not what the zip archive says');
    if (!inflating.ended) return bytes.length;
    if (said) this.endContent(said.crc);
    else this.state = 'descriptor';
    return inflating.strm.next_in;
  }

  /** The checksum and both lengths, which may have a mark before them, and are of 8 bytes each where the archive is a large one. */
  private takeDescriptor(bytes: Uint8Array): number | null {
    if (bytes.length < 28) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const at = view.getUint32(0, true) === descriptorMark ? 4 : 0;
    const isNext = (offset: number): boolean => (view.getUint32(offset, true) & 0xffff) === 0x4b50;
    this.endContent(view.getUint32(at, true));
    return isNext(at + 12) ? at + 12 : at + 20;
  }

  private endContent(crc: number): void {
    if (crc !== this.crc) this.refuse('What the zip archive holds does not have the checksum that it says');
    this.state = 'header';
  }

  private refuse(message: string): never {
    throw new MalformedCompression('zip', `${message}.`, this.byteOffset);
  }
}
