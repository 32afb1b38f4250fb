import type { TextCodec } from '../../lib/ports';
import { MalformedDatabase } from './malformedDatabase';

/** A value of a cell; an integer that no double holds is a bigint. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

const encodings = ['utf-8', 'utf-16le', 'utf-16be'];

/** Reads some columns of records, which hold the cells of one row each. */
export class RecordReader {
  private readonly encoding: number;
  private readonly text: TextCodec;
  private readonly wanted: readonly number[];
  private readonly rowIdColumn: number;
  private readonly shortTexts = new ShortTexts();
  private readonly row: SqliteValue[];
  /** Where each wanted column of the record stands among the wanted ones; -1 for the others. */
  private readonly places: readonly number[];

  constructor(encoding: number, text: TextCodec, wanted: readonly number[], rowIdColumn: number) {
    this.encoding = encoding;
    this.text = text;
    this.wanted = wanted;
    this.rowIdColumn = rowIdColumn;
    this.row = wanted.map(() => null);
    const places = Array.from({ length: Math.max(-1, ...wanted) + 1 }, () => -1);
    for (const [place, column] of wanted.entries()) if (column >= 0) places[column] = place;
    this.places = places;
  }

  /** The wanted cells, in an array that is used again; null for those that the record does not have. */
  read(payload: Uint8Array, rowId: number): readonly SqliteValue[] {
    const { row, places } = this;
    row.fill(null);
    const header = new Varints(payload, 0);
    const headerEnd = header.next();
    if (headerEnd > payload.length) throw damaged();
    let at = headerEnd;
    for (let column = 0; column < places.length && header.at < headerEnd; column++) {
      const type = header.next();
      const byteLength = byteLengthOf(type);
      if (at + byteLength > payload.length) throw damaged();
      const place = places[column]!;
      if (place !== -1) row[place] = this.value(payload, at, type, byteLength);
      at += byteLength;
    }
    if (this.rowIdColumn !== -1) {
      const place = this.wanted.indexOf(this.rowIdColumn);
      if (place !== -1) row[place] = rowId;
    }
    return row;
  }

  private value(bytes: Uint8Array, at: number, type: number, byteLength: number): SqliteValue {
    if (type >= 13 && type % 2 === 1) return this.textOf(bytes, at, byteLength);
    if (type >= 12) return bytes.slice(at, at + byteLength);
    if (type === 0) return null;
    if (type >= 8) return type - 8;
    if (type <= 4) return smallInteger(bytes, at, byteLength);
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, byteLength);
    return type === 7 ? view.getFloat64(0) : longInteger(view, byteLength);
  }

  private textOf(bytes: Uint8Array, at: number, byteLength: number): string {
    const short = this.encoding === 1 ? this.shortTexts.textOf(bytes, at, byteLength) : null;
    return (
      short ?? this.text.decode(bytes.subarray(at, at + byteLength), encodings[this.encoding - 1]!) ?? ''
    );
  }
}

/** Numbers of SQLite's variable length, one after the other. */
export class Varints {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Up to nine bytes, seven bits each and eight of the last; one past 2^53 loses its last digits. */
  next(): number {
    let value = 0;
    for (let index = 0; index < 9; index++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw damaged();
      if (index === 8) return value * 256 + byte;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    return value;
  }
}

const lengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function byteLengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  const length = lengths[type];
  if (length === undefined) throw damaged();
  return length;
}

function smallInteger(bytes: Uint8Array, at: number, byteLength: number): number {
  let value = (bytes[at]! << 24) >> 24;
  for (let index = 1; index < byteLength; index++) value = (value << 8) | bytes[at + index]!;
  return value;
}

function longInteger(view: DataView, byteLength: number): number | bigint {
  if (byteLength === 6) return view.getInt16(0) * 0x1_0000_0000 + view.getUint32(2);
  const value = view.getBigInt64(0);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const longestShort = 64;
const slotCount = 1024;

/** Short texts of ASCII, of which a table has few that come again and again: each is made once while it stays in its slot. */
class ShortTexts {
  private readonly bytes: (Uint8Array | undefined)[] = Array.from({ length: slotCount });
  private readonly texts: string[] = [];

  /** Null for a longer text, and for any other than ASCII. */
  textOf(bytes: Uint8Array, start: number, byteLength: number): string | null {
    if (byteLength > longestShort) return null;
    let hash = byteLength;
    for (let at = start; at < start + byteLength; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x80) return null;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const slot = (hash ^ (hash >>> 11)) & (slotCount - 1);
    const held = this.bytes[slot];
    if (held && isSame(held, bytes, start, byteLength)) return this.texts[slot]!;
    const own = bytes.slice(start, start + byteLength);
    this.bytes[slot] = own;
    return (this.texts[slot] = String.fromCharCode(...own));
  }
}

function isSame(held: Uint8Array, bytes: Uint8Array, start: number, byteLength: number): boolean {
  if (held.length !== byteLength) return false;
  for (let index = 0; index < byteLength; index++) if (held[index] !== bytes[start + index]) return false;
  return true;
}

function damaged(): MalformedDatabase {
  return new MalformedDatabase('', 'a row is damaged');
}
