import { MalformedCompression } from '../../../src/formats/compressed/malformed';

/** Bytes in pieces of a size. */
export async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
}

/** Pieces as one. */
export async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** What is said of packed bytes that are not sound; `none` of sound ones. */
export async function faultOf(unpacking: Promise<unknown>): Promise<string> {
  try {
    await unpacking;
  } catch (error) {
    if (error instanceof MalformedCompression) return error.message;
    throw error;
  }
  return 'none';
}
