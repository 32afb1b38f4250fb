/**
 * A 64-bit hash of bytes as two 32-bit words, written to `out[outIndex]` and the one behind it: MurmurHash3 x86_32 for the first, a
 * second lane of the same shape with other constants for the second. Reads up to three bytes past `end`.
 */
export function hashValue(
  source: DataView,
  start: number,
  end: number,
  out: Int32Array,
  outIndex: number,
): void {
  let h = 0x9747_b28c | 0;
  let g = 0x3c6e_f372;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = source.getInt32(at, true);
    let k = Math.imul(word, 0xcc9e_2d51 | 0);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b87_3593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe654_6b64) | 0;
    g = Math.imul(g ^ word, 0x85eb_ca77 | 0);
    g = (g << 17) | (g >>> 15);
  }
  const rest = end - at;
  if (rest > 0) {
    const word = source.getInt32(at, true) & ((1 << (rest * 8)) - 1);
    let k = Math.imul(word, 0xcc9e_2d51 | 0);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b87_3593);
    h ^= k;
    g = Math.imul(g ^ word, 0x85eb_ca77 | 0);
    g = (g << 17) | (g >>> 15);
  }
  h ^= end - start;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  g ^= end - start;
  g = Math.imul(g ^ (g >>> 15), 0x2c1b_3c6d);
  g = Math.imul(g ^ (g >>> 12), 0x297a_2d39);
  out[outIndex] = h ^ (h >>> 16);
  out[outIndex + 1] = g ^ (g >>> 15);
}
