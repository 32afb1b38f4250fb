/**
 * A table of a FlatBuffer, read in place: its fields by their number in the schema. Reading outside of the bytes throws a
 * `RangeError`, as a `DataView` does.
 */
export class FlatTable {
  private readonly view: DataView;
  private readonly at: number;
  private readonly fields: number;
  private readonly fieldsEnd: number;

  private constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
    this.fields = at - view.getInt32(at, true);
    this.fieldsEnd = this.fields + view.getUint16(this.fields, true);
  }

  /** The table that a buffer is about. */
  static rootOf(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number): number {
    const place = this.placeOf(field);
    return place === null ? 0 : this.view.getUint8(place);
  }

  /** A 64-bit integer; throws where it is larger than a number can be. */
  long(field: number): number {
    const place = this.placeOf(field);
    return place === null ? 0 : safeNumber(this.view.getBigInt64(place, true));
  }

  table(field: number): FlatTable | null {
    const place = this.placeOf(field);
    return place === null ? null : new FlatTable(this.view, place + this.view.getUint32(place, true));
  }

  /** A vector of tables. */
  tables(field: number): FlatTable[] {
    return this.structs(field, 4).map(({ byteOffset }) => {
      const place = byteOffset - this.view.byteOffset;
      return new FlatTable(this.view, place + this.view.getUint32(place, true));
    });
  }

  /** A vector of structs of `structByteLength` bytes: a view of each. Throws where they are more than there are bytes. */
  structs(field: number, structByteLength: number): DataView[] {
    const place = this.placeOf(field);
    if (place === null) return [];
    const start = place + this.view.getUint32(place, true);
    const length = this.view.getUint32(start, true);
    const { buffer, byteOffset, byteLength } = this.view;
    if (start + 4 + length * structByteLength > byteLength)
      throw new RangeError(`a list says that it has ${length} members, and ends before`);
    return Array.from(
      { length },
      (_, index) => new DataView(buffer, byteOffset + start + 4 + index * structByteLength, structByteLength),
    );
  }

  private placeOf(field: number): number | null {
    const entry = this.fields + 4 + field * 2;
    const offset = entry < this.fieldsEnd ? this.view.getUint16(entry, true) : 0;
    return offset === 0 ? null : this.at + offset;
  }
}

export function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no length`);
  return number;
}
