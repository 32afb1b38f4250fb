import type { CellPlaces } from '../cellReader';
import type { TableRows } from '../tableRows';

/**
 * Writes to `out` a hash of 64 bits of each row `from` to `to`, as two words, over its cells in `columns`, in their order; a
 * column is -1 where the table lacks it. Of each cell a word with its length is mixed, then its words. Two lanes like those of MurmurHash3 (Austin
 * Appleby, public domain), the second fed with the first; a step takes no two states to one, so that rows which differ in one
 * word alone always differ. For one comparison: no such hash is stored.
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
    let word = end - at;
    let h = out[state]!;
    let g = out[state + 1]!;
    for (;;) {
      const k = Math.imul(word, c1);
      h ^= Math.imul((k << 15) | (k >>> 17), c2);
      h = (Math.imul((h << 13) | (h >>> 19), 5) + 0x561c_cd1b) | 0;
      const l = Math.imul(word, c3);
      g ^= Math.imul((l << 16) | (l >>> 16), c4);
      g = (Math.imul((g << 17) | (g >>> 15), 5) + h) | 0;
      if (at >= end) break;
      word = view.getInt32(at, true);
      if (at + 4 > end) word &= (1 << ((end - at) * 8)) - 1;
      at += 4;
    }
    out[state] = h;
    out[state + 1] = g;
  }
}

const c1 = 0x239b_961b;
const c2 = 0xab0e_9789 | 0;
const c3 = 0x38b3_4ae5;
const c4 = 0xa1e3_8b93 | 0;

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
