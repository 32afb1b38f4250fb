import { joinBytes } from '../lib/joinBytes';
import type { ByteSource, TextCodec } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { detectEncoding } from './csv/encoding';
import { gunzip } from './compressed/gunzip';
import { MalformedCompression } from './compressed/malformed';

/** Why a file of lineage has no text. */
export interface NoText {
  readonly place: string;
  readonly message: string;
}

/** What a text of the engine can hold. */
const largestText = 2 ** 29 - 24;

/** The whole text of a file of lineage: UTF-8 or UTF-16, in gzip or not. Throws `UnreadableBytes`. */
export async function readLineageText(source: ByteSource, text: TextCodec): Promise<Result<string, NoText>> {
  if (source.byteLength > largestText) return tooLong(source.byteLength);
  const bytes = await source.read(0, source.byteLength);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip ? await gunzipped(bytes) : ok(bytes);
  if (!plain.ok) return plain;
  const { encoding, markByteLength } = detectEncoding(plain.value);
  const decoded = text.decode(plain.value.subarray(markByteLength), encoding);
  if (decoded !== null) return ok(decoded);
  return err({ place: '', message: `it is not valid ${encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'}` });
}

async function gunzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Result<Uint8Array, NoText>> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  try {
    for await (const piece of gunzip(only(bytes))) {
      byteLength += piece.length;
      if (byteLength > largestText) return tooLong(byteLength);
      pieces.push(piece.slice());
    }
  } catch (error) {
    if (!(error instanceof MalformedCompression)) throw error;
    return err({ place: `byte ${error.byteOffset}`, message: error.message });
  }
  return ok(joinBytes(pieces));
}

// oxlint-disable-next-line require-await -- a piece is asked for as those of a file are
async function* only(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield bytes;
}

function tooLong(byteLength: number): Result<never, NoText> {
  return err({ place: '', message: `it has ${byteLength} bytes, and texts are read up to ${largestText}` });
}
