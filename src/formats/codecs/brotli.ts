import { decompressBrotli as decompress } from 'hyparquet-compressors';
import { refuse, refusing } from '../refusal';

/** Decompresses Brotli data (RFC 7932) of `byteLength` bytes. */
export function decompressBrotli(input: Uint8Array, byteLength: number): Uint8Array {
  const output = refusing('Brotli data', () => decompress(input, byteLength));
  if (output.length !== byteLength)
    refuse(`Brotli data holds other than the ${byteLength} bytes that belong`);
  return output;
}
