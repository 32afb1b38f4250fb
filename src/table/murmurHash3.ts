const c1 = 0x239b_961b;
const c2 = 0xab0e_9789 | 0;
const c3 = 0x38b3_4ae5;
const c4 = 0xa1e3_8b93 | 0;

/**
 * MurmurHash3 x86_128 (Austin Appleby, public domain) of the first `byteLength` bytes of `words`, which holds them
 * little-endian; bytes past the end in the last word are ignored. Writes four words to `out` at `outIndex`.
 */
export function murmurHash3(
  words: Int32Array,
  byteLength: number,
  out: Uint32Array,
  outIndex: number,
  seed = 0,
): void {
  let h1 = seed | 0;
  let h2 = h1;
  let h3 = h1;
  let h4 = h1;
  const blockWords = (byteLength >>> 4) << 2;
  for (let i = 0; i < blockWords; i += 4) {
    let k = Math.imul(words[i]!, c1);
    h1 ^= Math.imul((k << 15) | (k >>> 17), c2);
    h1 = (((h1 << 19) | (h1 >>> 13)) + h2) | 0;
    h1 = (Math.imul(h1, 5) + 0x561c_cd1b) | 0;
    k = Math.imul(words[i + 1]!, c2);
    h2 ^= Math.imul((k << 16) | (k >>> 16), c3);
    h2 = (((h2 << 17) | (h2 >>> 15)) + h3) | 0;
    h2 = (Math.imul(h2, 5) + 0x0bca_a747) | 0;
    k = Math.imul(words[i + 2]!, c3);
    h3 ^= Math.imul((k << 17) | (k >>> 15), c4);
    h3 = (((h3 << 15) | (h3 >>> 17)) + h4) | 0;
    h3 = (Math.imul(h3, 5) + 0x96cd_1c35) | 0;
    k = Math.imul(words[i + 3]!, c4);
    h4 ^= Math.imul((k << 18) | (k >>> 14), c1);
    h4 = (((h4 << 13) | (h4 >>> 19)) + h1) | 0;
    h4 = (Math.imul(h4, 5) + 0x32ac_3b17) | 0;
  }
  const rest = byteLength & 15;
  if (rest > 12) {
    const k = Math.imul(leadingBytes(words[blockWords + 3]!, rest - 12), c4);
    h4 ^= Math.imul((k << 18) | (k >>> 14), c1);
  }
  if (rest > 8) {
    const k = Math.imul(leadingBytes(words[blockWords + 2]!, rest - 8), c3);
    h3 ^= Math.imul((k << 17) | (k >>> 15), c4);
  }
  if (rest > 4) {
    const k = Math.imul(leadingBytes(words[blockWords + 1]!, rest - 4), c2);
    h2 ^= Math.imul((k << 16) | (k >>> 16), c3);
  }
  if (rest > 0) {
    const k = Math.imul(leadingBytes(words[blockWords]!, rest), c1);
    h1 ^= Math.imul((k << 15) | (k >>> 17), c2);
  }
  h1 ^= byteLength;
  h2 ^= byteLength;
  h3 ^= byteLength;
  h4 ^= byteLength;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h3 = avalanche(h3);
  h4 = avalanche(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[outIndex] = h1;
  out[outIndex + 1] = h2 + h1;
  out[outIndex + 2] = h3 + h1;
  out[outIndex + 3] = h4 + h1;
}

function leadingBytes(word: number, count: number): number {
  return count >= 4 ? word : word & ((1 << (count * 8)) - 1);
}

function avalanche(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return h ^ (h >>> 16);
}
