import type { TextCodec } from '../../lib/ports';
import { crc32 } from './crc32';

/** Takes an archive's bytes in order. */
export type WriteBytes = (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** A ZIP archive while it is written, one file after another. */
export interface ZipWriter {
  /** Begins a file; `byteLength` is what its pieces make together. Ends by its own `close`, before the next begins. */
  begin(name: string, byteLength: number): Promise<ZipEntryWriter>;
  /** Writes the central directory: without it, there is no archive. */
  finish(): Promise<void>;
}

/** Takes the bytes of one entry of a ZIP file; it ends with `close`. */
export interface ZipEntryWriter {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
}

/** From here on a number does not fit its field, and stands in a ZIP64 record. */
const most32 = 0xffff_ffff;
const most16 = 0xffff;
/** Bit 3: the checksum follows the file; bit 11: names are UTF-8. */
const flags = 0x0808;
/** 1 January 1980, the earliest: the same files are the same archive, whenever it is made. */
const dosDate = 0x0021;
const [versionOfAll, version64] = [20, 45];
/** Made by version 4.5 on Unix, as which the files' modes are read. */
const madeBy = (3 << 8) | version64;
const fileMode = 0o100644 * 0x1_0000;

interface Entry {
  readonly name: Uint8Array;
  readonly byteLength: number;
  readonly offset: number;
  readonly checksum: number;
}

/**
 * Writes files as they are, not deflated, into a ZIP archive (APPNOTE 6.3.10), with ZIP64 records for what is larger than
 * 4 GiB or more than 65,534 files. Names are taken as they are: whoever calls has
 * looked that none leads an unpacker astray.
 */
export function beginZip(write: WriteBytes, text: TextCodec): ZipWriter {
  const entries: Entry[] = [];
  let offset = 0;
  const put = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    offset += bytes.length;
    await write(bytes);
  };
  return {
    async begin(name, byteLength) {
      const entry = { name: text.encode(name), byteLength, offset };
      let checksum = 0;
      let written = 0;
      await put(localHeader(entry));
      return {
        async write(bytes) {
          checksum = crc32(bytes, checksum);
          written += bytes.length;
          await put(bytes);
        },
        async close() {
          if (written !== byteLength) throw new Error(`${name} has ${written} bytes, and not ${byteLength}.`);
          entries.push({ ...entry, checksum });
          await put(descriptor(checksum, byteLength));
        },
      };
    },
    async finish() {
      const start = offset;
      for (const entry of entries) await put(centralHeader(entry));
      await put(endOfDirectory(entries.length, start, offset - start));
    },
  };
}

function localHeader({ name, byteLength }: Omit<Entry, 'checksum'>): Uint8Array<ArrayBuffer> {
  const isLarge = byteLength >= most32;
  const record = new Fields(30 + name.length + (isLarge ? 20 : 0));
  record
    .u32(0x04034b50)
    .u16(isLarge ? version64 : versionOfAll)
    .u16(flags)
    .u16(0)
    .u16(0)
    .u16(dosDate)
    .u32(0);
  record.u32(isLarge ? most32 : 0).u32(isLarge ? most32 : 0);
  record
    .u16(name.length)
    .u16(isLarge ? 20 : 0)
    .raw(name);
  // That it is there says that the sizes after the file have eight bytes.
  if (isLarge) record.u16(1).u16(16).u64(0).u64(0);
  return record.bytes;
}

function descriptor(checksum: number, byteLength: number): Uint8Array<ArrayBuffer> {
  const isLarge = byteLength >= most32;
  const record = new Fields(isLarge ? 24 : 16).u32(0x08074b50).u32(checksum);
  return (isLarge ? record.u64(byteLength).u64(byteLength) : record.u32(byteLength).u32(byteLength)).bytes;
}

function centralHeader({ name, byteLength, offset, checksum }: Entry): Uint8Array<ArrayBuffer> {
  const large = [byteLength, byteLength, offset].filter((value) => value >= most32);
  const extraLength = large.length === 0 ? 0 : 4 + 8 * large.length;
  const record = new Fields(46 + name.length + extraLength);
  record
    .u32(0x02014b50)
    .u16(madeBy)
    .u16(large.length > 0 ? version64 : versionOfAll);
  record.u16(flags).u16(0).u16(0).u16(dosDate).u32(checksum);
  record.u32(Math.min(byteLength, most32)).u32(Math.min(byteLength, most32));
  record.u16(name.length).u16(extraLength).u16(0).u16(0).u16(0).u32(fileMode).u32(Math.min(offset, most32));
  record.raw(name);
  if (large.length > 0) record.u16(1).u16(8 * large.length);
  for (const value of large) record.u64(value);
  return record.bytes;
}

function endOfDirectory(count: number, start: number, byteLength: number): Uint8Array<ArrayBuffer> {
  const isLarge = count >= most16 || start >= most32 || byteLength >= most32;
  const record = new Fields(22 + (isLarge ? 76 : 0));
  if (isLarge) {
    record.u32(0x06064b50).u64(44).u16(madeBy).u16(version64).u32(0).u32(0);
    record.u64(count).u64(count).u64(byteLength).u64(start);
    record
      .u32(0x07064b50)
      .u32(0)
      .u64(start + byteLength)
      .u32(1);
  }
  record.u32(0x06054b50).u16(0).u16(0).u16(Math.min(count, most16)).u16(Math.min(count, most16));
  record.u32(Math.min(byteLength, most32)).u32(Math.min(start, most32)).u16(0);
  return record.bytes;
}

/** A record's fields one after another, the low byte first. */
class Fields {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(byteLength: number) {
    this.bytes = new Uint8Array(byteLength);
    this.#view = new DataView(this.bytes.buffer);
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    return this.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32));
  }

  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }
}
