import { Decompress } from 'fzstd';
import { joinBytes } from '../../lib/joinBytes';
import type { Pieces } from '../pieces';
import { MalformedCompression } from './malformed';

/** What `zstd` itself takes without being told more: a larger window would be memory that a file asks for. */
const mostWindowBytes = 128 * 1024 * 1024;
/** Beyond so much output, what is made of a byte has a bound: a block of four bytes may stand for 128 KiB of one letter. */
const freeOutputBytes = 16 * 1024 * 1024;
const mostOutputOfByte = 4096;

/**
 * The decompressed bytes of a Zstandard file (RFC 8878) of any number of frames, skippable ones among them. Checksums are not
 * checked, and dictionaries not taken. Throws `MalformedCompression`.
 */
export async function* unzstd(compressed: Pieces): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const frames = new Frames();
  for await (const piece of compressed) yield* frames.take(piece);
  frames.end();
}

/** What the next bytes are, and how many of them have to be there before anything can be done with them. */
type Expected =
  | { readonly kind: 'frame' }
  | { readonly kind: 'skipped'; readonly byteLength: number }
  | { readonly kind: 'block' }
  | { readonly kind: 'checksum' };

interface Frame {
  readonly decoder: Decompress;
  readonly hasChecksum: boolean;
}

/** Cuts a file into headers, blocks and checksums, so that nothing is asked of the decoder that was not looked at. */
class Frames {
  private waiting: Uint8Array = new Uint8Array(0);
  private expected: Expected = { kind: 'frame' };
  private frame: Frame | null = null;
  private readonly output: Uint8Array<ArrayBuffer>[] = [];
  private byteOffset = 0;
  private outputLength = 0;

  take(input: Uint8Array): Uint8Array<ArrayBuffer>[] {
    this.waiting = this.waiting.length === 0 ? input : joinBytes([this.waiting, input]);
    for (;;) {
      const taken = this.step(this.waiting);
      if (taken === null) break;
      this.waiting = this.waiting.subarray(taken);
      this.byteOffset += taken;
    }
    // The pieces that come next are other memory.
    this.waiting = this.waiting.slice();
    return this.output.splice(0);
  }

  end(): void {
    const isAtFrame = this.expected.kind === 'frame' && this.waiting.length === 0;
    if (!isAtFrame || this.byteOffset === 0) this.refuse('The Zstandard file ends too early');
  }

  /** Takes one part of `bytes` and gives its length; null where it is not all there yet. */
  private step(bytes: Uint8Array): number | null {
    switch (this.expected.kind) {
      case 'frame':
        return this.beginFrame(bytes);
      case 'skipped': {
        const { byteLength } = this.expected;
        const taken = Math.min(byteLength, bytes.length);
        this.expected =
          taken === byteLength ? { kind: 'frame' } : { kind: 'skipped', byteLength: byteLength - taken };
        return taken === 0 ? null : taken;
      }
      case 'block':
        return this.takeBlock(bytes);
      case 'checksum':
        if (bytes.length < 4) return null;
        this.endFrame(bytes.subarray(0, 4));
        return 4;
    }
  }

  private beginFrame(bytes: Uint8Array): number | null {
    if (bytes.length < 5) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const magic = view.getUint32(0, true);
    if ((magic & 0xffff_fff0) >>> 0 === 0x184d_2a50) {
      if (bytes.length < 8) return null;
      const byteLength = view.getUint32(4, true);
      this.expected = byteLength === 0 ? { kind: 'frame' } : { kind: 'skipped', byteLength };
      return 8;
    }
    if (magic !== 0xfd2f_b528) this.refuse('There is no Zstandard frame here');
    const header = headerOf(view);
    if (bytes.length < header.byteLength) return null;
    if (header.usesDictionary) this.refuse('This Zstandard frame needs a dictionary, which is not here');
    const windowBytes = header.windowOf(view);
    if (windowBytes > mostWindowBytes)
      this.refuse(`This Zstandard frame asks for a window of ${windowBytes} bytes`);
    const decoder = new Decompress((made) => this.takeOutput(made));
    this.frame = { decoder, hasChecksum: header.hasChecksum };
    this.decode(bytes.subarray(0, header.byteLength), false);
    this.expected = { kind: 'block' };
    return header.byteLength;
  }

  private takeBlock(bytes: Uint8Array): number | null {
    if (bytes.length < 3) return null;
    const header = bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16);
    const isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3) this.refuse('A Zstandard block has no known type here');
    if (size > 128 * 1024) this.refuse('A Zstandard block is larger than blocks may be here');
    const byteLength = 3 + (type === 1 ? 1 : size);
    if (bytes.length < byteLength) return null;
    this.decode(bytes.subarray(0, byteLength), false);
    const { hasChecksum } = this.frame!;
    if (isLast && !hasChecksum) this.endFrame(new Uint8Array(0));
    else if (isLast) this.expected = { kind: 'checksum' };
    return byteLength;
  }

  private endFrame(rest: Uint8Array): void {
    this.decode(rest, true);
    this.frame = null;
    this.expected = { kind: 'frame' };
  }

  private decode(bytes: Uint8Array, isEnd: boolean): void {
    try {
      // The decoder keeps what it cannot decode yet.
      this.frame!.decoder.push(bytes.slice(), isEnd);
    } catch (error) {
      if (error instanceof MalformedCompression) throw error;
      this.refuse('The compressed bytes here are not what Zstandard says');
    }
  }

  private takeOutput(made: Uint8Array): void {
    if (made.length === 0) return;
    this.outputLength += made.length;
    const taken = this.byteOffset + this.waiting.length;
    if (this.outputLength > freeOutputBytes && this.outputLength > taken * mostOutputOfByte)
      this.refuse(`This Zstandard file holds more than ${mostOutputOfByte} times its own size`);
    this.output.push(made.slice());
  }

  private refuse(message: string): never {
    throw new MalformedCompression('zst', `${message}.`, this.byteOffset);
  }
}

/** What the descriptor of a frame says (RFC 8878, 3.1.1.1). */
function headerOf(view: DataView) {
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeAt = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  return {
    byteLength: sizeAt + sizeBytes,
    usesDictionary: dictionaryBytes > 0,
    hasChecksum: (descriptor & 4) !== 0,
    windowOf: (whole: DataView): number => {
      if (isSingleSegment) return contentSize(whole, sizeAt, sizeBytes);
      const byte = whole.getUint8(5);
      const base = 2 ** (10 + (byte >> 3));
      return base + (base / 8) * (byte & 7);
    },
  };
}

function contentSize(view: DataView, at: number, byteLength: number): number {
  if (byteLength === 1) return view.getUint8(at);
  if (byteLength === 2) return view.getUint16(at, true) + 256;
  return byteLength === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
