import { decodeUtf8, firstInvalidUtf8 } from '../../table/utf8';
import { refuse } from '../refusal';

/** A table of a FlatBuffer, read in place: its fields by their number in the schema. What lies outside of the bytes is refused. */
export class FlatTable {
  private readonly view: DataView;
  private readonly at: number;
  private readonly fields: number;
  private readonly fieldsEnd: number;

  private constructor(view: DataView, at: number) {
    this.view = view;
    this.at = inside(view, at, 4);
    this.fields = inside(view, at - view.getInt32(at, true), 4);
    this.fieldsEnd = this.fields + view.getUint16(this.fields, true);
  }

  /** The table that a buffer is about. */
  static rootOf(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(inside(view, 0, 4), true));
  }

  byte(field: number, absent = 0): number {
    const place = this.placeOf(field, 1);
    return place === null ? absent : this.view.getUint8(place);
  }

  short(field: number, absent = 0): number {
    const place = this.placeOf(field, 2);
    return place === null ? absent : this.view.getInt16(place, true);
  }

  int(field: number, absent = 0): number {
    const place = this.placeOf(field, 4);
    return place === null ? absent : this.view.getInt32(place, true);
  }

  /** A 64-bit integer; refuses one that is larger than a number can be. */
  long(field: number): number {
    const place = this.placeOf(field, 8);
    return place === null ? 0 : safeNumber(this.view.getBigInt64(place, true));
  }

  text(field: number): string {
    const vector = this.vector(field, 1);
    if (vector === null) return '';
    const { buffer, byteOffset } = this.view;
    const bytes = new Uint8Array(buffer, byteOffset + vector.start, vector.length);
    return firstInvalidUtf8(bytes) === -1 ? decodeUtf8(bytes) : refuse('a name is not UTF-8');
  }

  table(field: number): FlatTable | null {
    const place = this.placeOf(field, 4);
    return place === null ? null : new FlatTable(this.view, place + this.view.getUint32(place, true));
  }

  /** A vector of tables. */
  tables(field: number): FlatTable[] {
    return this.structs(field, 4).map(({ byteOffset }) => {
      const place = byteOffset - this.view.byteOffset;
      return new FlatTable(this.view, place + this.view.getUint32(place, true));
    });
  }

  /** A vector of structs of `structByteLength` bytes: a view of each. Refuses more than there are bytes. */
  structs(field: number, structByteLength: number): DataView[] {
    const vector = this.vector(field, structByteLength);
    if (vector === null) return [];
    const { buffer, byteOffset } = this.view;
    return Array.from(
      { length: vector.length },
      (_, index) =>
        new DataView(buffer, byteOffset + vector.start + index * structByteLength, structByteLength),
    );
  }

  private vector(field: number, itemByteLength: number): { start: number; length: number } | null {
    const place = this.placeOf(field, 4);
    if (place === null) return null;
    const start = inside(this.view, place + this.view.getUint32(place, true), 4);
    const length = this.view.getUint32(start, true);
    if (start + 4 + length * itemByteLength > this.view.byteLength)
      refuse(`a list says that it has ${length} members, and ends before`);
    return { start: start + 4, length };
  }

  /** Where a field's bytes begin; null where it is left out. */
  private placeOf(field: number, byteLength: number): number | null {
    const entry = this.fields + 4 + field * 2;
    if (entry >= this.fieldsEnd) return null;
    const offset = this.view.getUint16(inside(this.view, entry, 2), true);
    return offset === 0 ? null : inside(this.view, this.at + offset, byteLength);
  }
}

function inside({ byteLength }: DataView, at: number, length: number): number {
  return at >= 0 && at + length <= byteLength ? at : refuse(`it refers to byte ${at} of its ${byteLength}`);
}

/** A length or count as a number; refuses the file where it is too large to be one. */
export function safeNumber(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : refuse(`${value} is no length`);
}
