import type { CellPlaces } from '../cellReader';
import type { TableRows } from '../tableRows';

/**
 * Writes to `out` a hash of 64 bits of each row `from` to `to`, as two words, over its cells in `columns`, in their order; a
 * column is -1 where the table lacks it. Of each cell its whole words are mixed, then a word of the bytes that are left and its
 * length. Two lanes after MurmurHash3 (Austin Appleby, public domain), the second fed with the first; no step takes two states
 * to one, so that rows which differ in one word alone always differ. For one comparison: no such hash is stored.
 *
 * Column by column, since rows do not wait for one another.
 */
export function hashCells(
  rows: TableRows,
  cells: CellPlaces,
  columns: readonly number[],
  out: Int32Array,
  from = 0,
  to = rows.rowCount,
): void {
  out.fill(0, 0, (to - from) * 2);
  for (const column of columns) mixColumn(rows, cells, column, out, from, to);
  for (let at = 0; at < (to - from) * 2; at += 2) finish(out, at);
}

function mixColumn(
  { buffer: { bytes }, stride }: TableRows,
  { starts, ends }: CellPlaces,
  column: number,
  out: Int32Array,
  from: number,
  to: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = from, state = 0; row < to; row++, state += 2) {
    const cell = column * stride + row;
    let at = column < 0 ? 0 : starts[cell]!;
    const end = column < 0 ? 0 : ends[cell]!;
    const length = end - at;
    let h = out[state]!;
    let g = out[state + 1]!;
    for (;;) {
      let word = view.getInt32(at, true);
      const isLast = end - at < 4;
      if (isLast) word = (word & ((1 << ((end - at) * 8)) - 1)) | (length << 24);
      const k = Math.imul(word, 0x239b_961b);
      h ^= k;
      h = Math.imul((h << 13) | (h >>> 19), 0xab0e_9789 | 0);
      g ^= (k << 16) | (k >>> 16);
      g = (Math.imul((g << 17) | (g >>> 15), 0x38b3_4ae5) + h) | 0;
      if (isLast) break;
      at += 4;
    }
    out[state] = h;
    // What the last word had no room for.
    out[state + 1] = g + (length >>> 8);
  }
}

/** So that every bit of the state tells on every bit of the hash. */
function finish(hashes: Int32Array, at: number): void {
  let h = hashes[at]!;
  let g = hashes[at + 1]!;
  h = (h + g) | 0;
  g = (g + h) | 0;
  h = avalanche(h);
  g = avalanche(g);
  h = (h + g) | 0;
  hashes[at] = h;
  hashes[at + 1] = g + h;
}

function avalanche(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return h ^ (h >>> 16);
}
