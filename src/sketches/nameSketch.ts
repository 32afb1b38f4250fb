/** What bytes are that may be a sketch: one that is read, or the name of another. */
export type NamedSketch =
  | { readonly isRead: true; readonly kind: 'kll' | 'hll' | 'theta' | 'frequent' }
  | { readonly isRead: false; readonly name: string };

/** The families of Apache DataSketches that are not read, by the number in byte 2 of their images. */
const otherFamilies: Readonly<Record<number, string>> = {
  1: 'a theta sketch that is still updated (Alpha)',
  2: 'a theta sketch that is still updated',
  4: 'a theta union that is still updated',
  5: 'a theta intersection that is still updated',
  8: 'a quantiles sketch of the older kind',
  9: 'a tuple sketch',
  11: 'a reservoir sample',
  12: 'a union of reservoir samples',
  13: 'a VarOpt sample',
  14: 'a union of VarOpt samples',
  16: 'a CPC sketch',
  17: 'an REQ sketch',
  18: 'a count-min sketch of DataSketches',
  19: 'an EBPPS sample',
  20: 'a t-digest',
  21: 'a Bloom filter',
};

const readFamilies: Readonly<Record<number, 'kll' | 'hll' | 'theta' | 'frequent'>> = {
  3: 'theta',
  7: 'hll',
  10: 'frequent',
  15: 'kll',
};
/** Preambles of DataSketches have so many ints or longs at the most. */
const longestPreamble = 10;
const greatestVersion = 4;
/** One bucket of `bitmap_construct_agg`. */
const bitmapLength = 4096;

/** Tells a sketch by its first bytes. Rule [X2]. */
export function nameSketch(bytes: Uint8Array): NamedSketch {
  const [preamble = 0, version = 0, family = 0] = bytes;
  const longs = preamble & 63;
  if (
    bytes.length >= 8 &&
    longs >= 1 &&
    longs <= longestPreamble &&
    version >= 1 &&
    version <= greatestVersion
  ) {
    const kind = readFamilies[family];
    if (kind) return { isRead: true, kind };
    const name = otherFamilies[family];
    if (name) return { isRead: false, name };
  }
  if (isCountMin(bytes)) return { isRead: false, name: "Spark's own count-min sketch" };
  if (bytes.length === bitmapLength) return { isRead: false, name: 'a bitmap of Spark' };
  return { isRead: false, name: 'no sketch that is known' };
}

/** Version, total, depth, width: most significant byte first; then `depth` hashes and the table. */
function isCountMin(bytes: Uint8Array): boolean {
  if (bytes.length < 20) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [depth, width] = [view.getInt32(12), view.getInt32(16)];
  return (
    view.getInt32(0) === 1 && depth > 0 && width > 0 && bytes.length === 20 + 8 * depth + 8 * depth * width
  );
}
