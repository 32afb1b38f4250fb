import type { Hashers } from '../../lib/ports';
import { digestLength, mixedHash, mostHashed } from './mixedHash';

/**
 * The digest that MLflow logs for an array of NumPy without targets, from the bytes of its `.npy` file: the first eight digits of the MD5 over pandas'
 * hash of each of the first 10,000 elements and each dimension. Null for a file that is none, and for other elements than numbers.
 */
export function numpyDigest(bytes: Uint8Array, hashers: Hashers): string | null {
  const header = headerOf(bytes);
  if (!header) return null;
  const { byteLength, shape, start } = header;
  const count = shape.reduce((product, length) => product * length, 1);
  if (start + count * byteLength > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const hashes = new BigUint64Array(Math.min(count, mostHashed));
  for (let index = 0; index < hashes.length; index++) {
    let word = 0n;
    for (let byte = byteLength - 1; byte >= 0; byte--)
      word = (word << 8n) | BigInt(view.getUint8(index * byteLength + byte));
    // An integer's bits are taken as of one without a sign, and then widened.
    hashes[index] = mixedHash(word);
  }
  const hasher = hashers.md5();
  hasher.update(new Uint8Array(hashes.buffer));
  for (const length of shape) hasher.update(new Uint8Array(new BigInt64Array([BigInt(length)]).buffer));
  return hasher.hex().slice(0, digestLength);
}

interface NumpyHeader {
  /** Of one element. */
  readonly byteLength: number;
  readonly shape: readonly number[];
  readonly start: number;
}

/** `\x93NUMPY`, a version, the length of the header, and a dictionary of Python. */
function headerOf(bytes: Uint8Array): NumpyHeader | null {
  const mark = String.fromCharCode(...bytes.subarray(1, 6));
  if (bytes[0] !== 0x93 || mark !== 'NUMPY' || bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const length = isFirst ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = (isFirst ? 10 : 12) + length;
  if (length > 65_536 || start > bytes.length) return null;
  const text = String.fromCharCode(...bytes.subarray(isFirst ? 10 : 12, start));
  const size = /'descr':\s*'[<|][fiu]([1248])'/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (size === undefined || shape === undefined || !/'fortran_order':\s*False/.test(text)) return null;
  return {
    byteLength: Number(size),
    shape: shape.split(',').flatMap((each) => (each.trim() === '' ? [] : Number(each))),
    start,
  };
}
