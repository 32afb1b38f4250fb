import type { Digest } from '../versioning/digest';

/** SHA-256 of one chunk: at chunks' lengths Web Crypto is the fastest there is. */
export async function sha256OfChunk(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  const bits = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  let hex = '';
  for (const byte of bits) hex += digits[byte]!;
  return hex as Digest;
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
