import type { ByteSource } from '../../lib/ports';
import { MalformedDatabase } from './malformedDatabase';
import { sqliteMark } from './sqliteMark';

/** So much is read at once, and so many of these are held. */
const blockByteLength = 4 * 1024 * 1024;
const mostBlocks = 16;

/** The pages of a database file, of which a bounded part is held. */
export class SqlitePages {
  readonly pageByteLength: number;
  /** Of a page, without what its end is reserved for. */
  readonly usableByteLength: number;
  /** 1 is UTF-8, 2 and 3 are UTF-16, least and most significant byte first. */
  readonly encoding: number;
  readonly pageCount: number;
  /** Whether its writers keep a log beside it. */
  readonly isLogged: boolean;
  private readonly source: ByteSource;
  private readonly blocks = new Map<number, Uint8Array>();

  private constructor(source: ByteSource, header: DataView) {
    const said = header.getUint16(16);
    this.source = source;
    this.pageByteLength = said === 1 ? 65_536 : said;
    this.usableByteLength = this.pageByteLength - header.getUint8(20);
    this.encoding = header.getUint32(56) || 1;
    this.isLogged = header.getUint8(19) === 2;
    this.pageCount = Math.floor(source.byteLength / this.pageByteLength);
  }

  /** Throws `MalformedDatabase` where it is no such file, and `UnreadableBytes`. */
  static async open(source: ByteSource): Promise<SqlitePages> {
    const bytes = await source.read(0, 100);
    const mark = String.fromCharCode(...bytes.subarray(0, sqliteMark.length));
    if (bytes.length < 100 || mark !== sqliteMark)
      throw new MalformedDatabase('page 1', 'it is no database of SQLite');
    const pages = new SqlitePages(source, new DataView(bytes.buffer, bytes.byteOffset));
    const { pageByteLength, usableByteLength, encoding } = pages;
    const isPower = pageByteLength >= 512 && (pageByteLength & (pageByteLength - 1)) === 0;
    if (!isPower || usableByteLength < 480 || encoding > 3)
      throw new MalformedDatabase('page 1', 'its header is damaged');
    return pages;
  }

  /** The page of a number, from 1; at once where it is held. The bytes are not the caller's own. */
  page(number: number): Uint8Array | Promise<Uint8Array> {
    if (!(number >= 1 && number <= this.pageCount))
      throw new MalformedDatabase(`page ${number}`, `the file has ${this.pageCount} pages`);
    const start = (number - 1) * this.pageByteLength;
    const block = Math.floor(start / blockByteLength);
    const held = this.blocks.get(block);
    return held ? this.within(held, start, block) : this.read(start, block);
  }

  private async read(start: number, block: number): Promise<Uint8Array> {
    const from = block * blockByteLength;
    const bytes = await this.source.read(from, Math.min(from + blockByteLength, this.source.byteLength));
    if (this.blocks.size >= mostBlocks)
      for (const oldest of this.blocks.keys()) {
        this.blocks.delete(oldest);
        break;
      }
    this.blocks.set(block, bytes);
    return this.within(bytes, start, block);
  }

  private within(bytes: Uint8Array, start: number, block: number): Uint8Array {
    const at = start - block * blockByteLength;
    return bytes.subarray(at, at + this.pageByteLength);
  }
}
