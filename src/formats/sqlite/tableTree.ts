import { MalformedDatabase } from './malformedDatabase';
import type { SqlitePages } from './pages';
import { Varints } from './record';

const interiorPage = 0x05;
const leafPage = 0x0d;
/** A tree of so many levels holds more rows than any file. */
const mostLevels = 40;

/** Hands over the payload of every row of a table, in the order of their numbers. The bytes are good until the next one. */
export async function scanTable(
  pages: SqlitePages,
  rootPage: number,
  take: (payload: Uint8Array, rowId: number) => void,
): Promise<void> {
  const seen = new Uint8Array(pages.pageCount + 1);
  const see = (number: number): void => {
    // Each page belongs to one place of one tree: what comes twice is a circle.
    if (seen[number] === 1) throw new MalformedDatabase(`page ${number}`, 'the page is in use twice');
    seen[number] = 1;
  };
  const visit = async (number: number, level: number): Promise<void> => {
    if (level > mostLevels) throw new MalformedDatabase(`page ${number}`, 'its tree is too deep');
    const held = pages.page(number);
    see(number);
    const bytes = held instanceof Uint8Array ? held : await held;
    const cells = new Cells(bytes, number);
    if (cells.type === leafPage) return visitLeaf(pages, cells, see, take);
    if (cells.type !== interiorPage)
      throw new MalformedDatabase(`page ${number}`, 'it is no page of a table');
    for (const child of cells.children()) await visit(child, level + 1);
  };
  await visit(rootPage, 0);
}

async function visitLeaf(
  pages: SqlitePages,
  cells: Cells,
  see: (number: number) => void,
  take: (payload: Uint8Array, rowId: number) => void,
): Promise<void> {
  const { bytes, number, starts } = cells;
  let byteLength = 0;
  for (const start of starts) {
    const numbers = new Varints(bytes, start);
    const payloadLength = numbers.next();
    const rowId = numbers.next();
    const { at } = numbers;
    const local = localByteLength(payloadLength, pages.usableByteLength);
    byteLength += local;
    // Cells that lie on each other would make a small file say a lot.
    if (at + local > bytes.length || byteLength > bytes.length)
      throw new MalformedDatabase(`page ${number}`, 'its rows do not fit it');
    if (local === payloadLength) take(bytes.subarray(at, at + local), rowId);
    else take(await wholePayload(pages, bytes, at, payloadLength, local, see), rowId);
  }
}

/** What of a payload stands in its leaf page; the rest is in pages of overflow. */
function localByteLength(payloadLength: number, usable: number): number {
  const most = usable - 35;
  if (payloadLength <= most) return payloadLength;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const rest = least + ((payloadLength - least) % (usable - 4));
  return rest <= most ? rest : least;
}

async function wholePayload(
  pages: SqlitePages,
  bytes: Uint8Array,
  at: number,
  payloadLength: number,
  local: number,
  see: (number: number) => void,
): Promise<Uint8Array> {
  if (payloadLength > pages.pageCount * pages.pageByteLength)
    throw new MalformedDatabase('', 'a row is longer than the file');
  const whole = new Uint8Array(payloadLength);
  whole.set(bytes.subarray(at, at + local));
  let filled = local;
  let next = uint32(bytes, at + local);
  while (filled < payloadLength) {
    const number = next;
    const page = await pages.page(number);
    see(number);
    next = uint32(page, 0);
    const part = page.subarray(4, Math.min(pages.usableByteLength, 4 + payloadLength - filled));
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}

/** The cells of one page, which page 1 has behind the header of the file. */
class Cells {
  readonly bytes: Uint8Array;
  readonly number: number;
  readonly type: number;
  /** Where each begins. */
  readonly starts: readonly number[];
  private readonly headerStart: number;

  constructor(bytes: Uint8Array, number: number) {
    this.bytes = bytes;
    this.number = number;
    this.headerStart = number === 1 ? 100 : 0;
    this.type = bytes[this.headerStart]!;
    const count = uint16(bytes, this.headerStart + 3);
    const list = this.headerStart + (this.type === interiorPage ? 12 : 8);
    if (list + 2 * count > bytes.length)
      throw new MalformedDatabase(`page ${number}`, 'it has more rows than room');
    this.starts = Array.from({ length: count }, (_, index) => uint16(bytes, list + 2 * index));
  }

  /** The pages below an interior one, in order. */
  children(): readonly number[] {
    return [...this.starts, this.headerStart + 8].map((start) => uint32(this.bytes, start));
  }
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
