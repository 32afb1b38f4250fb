import { Inflate } from 'pako';
import type { Pieces } from '../pieces';
import { MalformedCompression } from './malformed';

/** Compressed bytes taken at a time: deflate makes at most 1,032 bytes of one, so that what is held stays bounded. */
const inputByteLength = 32 * 1024;
const outputByteLength = 1024 * 1024;

/**
 * The decompressed bytes of a gzip file (RFC 1952), of several members too, as `bgzip` and `cat` make them. Zeros
 * after a member are padding. Throws `MalformedCompression`. The platform's own decompressors refuse a second member and
 * don't say where a fault is.
 */
export async function* gunzip(compressed: Pieces): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const members = new Members();
  for await (const piece of compressed) {
    for (let at = 0; at < piece.length; at += inputByteLength) {
      yield* members.take(piece.subarray(at, at + inputByteLength));
    }
  }
  members.end();
}

/** What pako's types leave out: where in its input it stands, and whether a member is over. */
type Inflating = Inflate & { readonly strm: { readonly next_in: number }; readonly ended: boolean };

class Members {
  private inflating: Inflating | null = null;
  private readonly output: Uint8Array<ArrayBuffer>[] = [];
  private byteOffset = 0;
  private memberCount = 0;

  take(input: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
    let rest = input;
    while (rest.length > 0) {
      if (!this.inflating) {
        const padding = this.memberCount === 0 ? 0 : lengthOfPadding(rest);
        rest = rest.subarray(padding);
        this.byteOffset += padding;
        if (rest.length === 0) break;
        this.inflating = this.begin();
      }
      const { inflating } = this;
      inflating.push(rest, false);
      const taken = inflating.strm.next_in;
      this.byteOffset += taken;
      if (Number(inflating.err) !== 0)
        throw new MalformedCompression(
          'gz',
          `This is not sound gzip: ${faultOf(inflating.msg)}.`,
          this.byteOffset,
        );
      if (inflating.ended) this.inflating = null;
      rest = rest.subarray(taken);
    }
    return this.output.splice(0);
  }

  end(): void {
    if (this.inflating || this.memberCount === 0) {
      throw new MalformedCompression('gz', 'The gzip file ends too early.', this.byteOffset);
    }
  }

  private begin(): Inflating {
    this.memberCount += 1;
    // 16 more than the window's bits: gzip, and nothing else.
    const inflating = new Inflate({ windowBits: 15 + 16, chunkSize: outputByteLength }) as Inflating;
    inflating.onData = (bytes) => void this.output.push(bytes as Uint8Array<ArrayBuffer>);
    return inflating;
  }
}

/** What zlib's words for a fault mean to somebody who has the file. */
function faultOf(zlibWords: string): string {
  if (zlibWords === 'incorrect data check') return 'what it holds does not have the checksum that it says';
  if (zlibWords === 'incorrect length check') return 'what it holds does not have the length that it says';
  if (/header|method|window/.test(zlibWords)) return 'there is no gzip header here';
  return 'the compressed bytes here are not what the format says';
}

function lengthOfPadding(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte !== 0);
  return end === -1 ? bytes.length : end;
}
