import type { CanonicalCells } from './cellReader';
import { kind } from './kinds';
import { murmurHash3 } from './murmurHash3';
import { compareBytes, encodeUtf8 } from './utf8';

/** Stands in place of a length where the eight bytes of a double follow ([T10] in SPEC.md): no text is so long. */
const doubleMark = -1;

const double = new Float64Array(1);
const doubleWords = new Int32Array(double.buffer);

/** Hashes rows over some of a table's columns ([T10] and [T11] in SPEC.md), without making anything per row. */
export class RowHasher {
  readonly #columns: readonly {
    readonly index: number;
    readonly prefix: Int32Array;
    readonly prefixLength: number;
  }[];
  #row = new ArrayBuffer(4096);
  #view = new DataView(this.#row);
  #words = new Int32Array(this.#row);

  /** `names[k]` is the name of the column at `indices[k]`; all columns where no indices are given. */
  constructor(names: readonly string[], indices: readonly number[] = names.map((_, index) => index)) {
    const columns = names.map((name, k) => ({ name: encodeUtf8(name), index: indices[k]! }));
    columns.sort((a, b) => compareBytes(a.name, b.name));
    this.#columns = columns.map(({ name, index }) => ({
      index,
      prefix: lengthPrefixed(name),
      prefixLength: 4 + name.length,
    }));
  }

  /**
   * The hashes of `rowCount` rows, four words a row, at `out[outIndex]` and on. The cell of row r and column c is at
   * index c × stride + r of `cells`, its bytes in `bytes`, which must be readable three bytes past each cell.
   * Columns of which `hasCells` has 0 are left out: no row has a cell of them.
   */
  hashRows(
    bytes: Uint8Array<ArrayBuffer>,
    cells: CanonicalCells,
    stride: number,
    rowCount: number,
    out: Uint32Array,
    outIndex: number,
    hasCells?: Uint8Array,
  ): void {
    const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { starts, ends, kinds, numbers, isDouble } = cells;
    const columns =
      hasCells === undefined ? this.#columns : this.#columns.filter(({ index }) => hasCells[index] !== 0);
    for (let row = 0; row < rowCount; row++) {
      let at = 0;
      let view = this.#view;
      let room = view.byteLength;
      for (let k = 0; k < columns.length; k++) {
        const column = columns[k]!;
        const cell = column.index * stride + row;
        const start = starts[cell]!;
        const length = ends[cell]! - start;
        if (length === 0 || kinds[cell] === kind.empty) continue;
        const prefix = column.prefix;
        if (at + column.prefixLength + length + 20 > room) {
          this.#grow(at, column.prefixLength + length + 20);
          view = this.#view;
          room = view.byteLength;
        }
        // Whole words are copied, past the end too: what stands there is overwritten or not hashed.
        for (let i = 0; i < prefix.length; i++) view.setInt32(at + i * 4, prefix[i]!, true);
        at += column.prefixLength;
        if (isDouble[cell] === 1) {
          double[0] = numbers[cell]!;
          view.setInt32(at, doubleMark, true);
          view.setInt32(at + 4, doubleWords[0]!, true);
          view.setInt32(at + 8, doubleWords[1]!, true);
          at += 12;
          continue;
        }
        view.setInt32(at, length, true);
        at += 4;
        for (let i = 0; i < length; i += 4) view.setInt32(at + i, source.getInt32(start + i, true), true);
        at += length;
      }
      murmurHash3(this.#words, at, out, outIndex + row * 4);
    }
  }

  #grow(used: number, more: number): void {
    const grown = new ArrayBuffer(((used + more) * 2 + 3) & ~3);
    new Uint8Array(grown).set(new Uint8Array(this.#row, 0, used));
    this.#row = grown;
    this.#view = new DataView(grown);
    this.#words = new Int32Array(grown);
  }
}

function lengthPrefixed(name: Uint8Array): Int32Array {
  const words = new Int32Array(1 + ((name.length + 3) >> 2));
  const bytes = new Uint8Array(words.buffer);
  words[0] = name.length;
  bytes.set(name, 4);
  return words;
}
