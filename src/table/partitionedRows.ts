import { type CanonicalCells, canonicalCells, reserve } from './cellReader';
import { canonicalText } from './cellText';
import type { PartitionValue } from './partition';
import type { RowConsumer, TableRows } from './tableRows';
import { encodeUtf8 } from './utf8';

/** A value of the path: its text, and its canonical form where its column is not of text. */
interface PartitionCell {
  readonly written: Uint8Array;
  readonly canonical: Uint8Array;
}

/** Gives the rows of one part to `next` with what its path says of them, as columns behind their own. */
export class PartitionedRows implements RowConsumer {
  readonly #next: RowConsumer;
  readonly #names: readonly string[];
  readonly #cells: readonly PartitionCell[];
  #room: CanonicalCells = canonicalCells(0);

  /** Of `textColumns` the canonical form is the text. */
  constructor(next: RowConsumer, values: readonly PartitionValue[], textColumns: readonly string[]) {
    this.#next = next;
    this.#names = values.map(({ name }) => name);
    this.#cells = values.map(({ name, value }) => {
      const text = value ?? '';
      const canonical = textColumns.includes(name) ? text : canonicalText(text).text;
      return { written: encodeUtf8(text), canonical: encodeUtf8(canonical) };
    });
  }

  take(rows: TableRows): void {
    const { columnNames, rowCount, rowStarts, stride, buffer, written, declared } = rows;
    const own = columnNames.length * stride;
    const size = own + this.#cells.length * stride;
    const starts = new Int32Array(size);
    const ends = new Int32Array(size);
    starts.set(written.starts.subarray(0, own));
    ends.set(written.ends.subarray(0, own));
    if (this.#room.starts.length < size) this.#room = canonicalCells(size);
    const room = this.#room;
    const write = (bytes: Uint8Array): number => {
      // Cells are read four bytes past their end.
      reserve(buffer, bytes.length + 8);
      const at = buffer.end;
      buffer.bytes.set(bytes, at);
      buffer.end += bytes.length + 4;
      return at;
    };
    for (const [index, cell] of this.#cells.entries()) {
      const from = own + index * stride;
      const [plain, canonical] = [write(cell.written), write(cell.canonical)];
      starts.fill(plain, from, from + stride);
      ends.fill(plain + cell.written.length, from, from + stride);
      room.starts.fill(canonical, from, from + stride);
      room.ends.fill(canonical + cell.canonical.length, from, from + stride);
    }
    const declaredKinds = declared && new Uint8Array(size);
    if (declared) declaredKinds?.set(declared.subarray(0, own));
    this.#next.take({
      columnNames: [...columnNames, ...this.#names],
      rowCount,
      rowStarts,
      stride,
      buffer,
      written: { starts, ends },
      declared: declaredKinds,
      canonical(column, from, to) {
        if (column < columnNames.length)
          copyCells(rows.canonical(column, from, to), room, column * stride + from, column * stride + to);
        return room;
      },
    });
  }
}

function copyCells(from: CanonicalCells, to: CanonicalCells, start: number, end: number): void {
  to.starts.set(from.starts.subarray(start, end), start);
  to.ends.set(from.ends.subarray(start, end), start);
  to.kinds.set(from.kinds.subarray(start, end), start);
  to.numbers.set(from.numbers.subarray(start, end), start);
  to.isDouble.set(from.isDouble.subarray(start, end), start);
}
