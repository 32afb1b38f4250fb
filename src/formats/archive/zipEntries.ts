import type { ByteSource, TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { inflateRaw } from '../codecs/inflate';
import { UnreadableBytes } from '../pieces';
import { type ArchiveEntry, type ArchiveFault, mostEntries } from './archiveEntry';

const endByteLength = 22;
const mostCommentBytes = 0xffff;
const mostDirectoryBytes = 64 * 1024 * 1024;
/** What deflate can make of a byte, at most. */
const mostGrowth = 1032;
/** All that is unpacked of one archive, at most. */
const mostUnpackedBytes = 1024 * 1024 * 1024;

/** The files of a zip archive, stored or deflated. One larger than 4 GiB (zip64), and what is encrypted, is not read. */
export async function zipEntries(
  source: ByteSource,
  text: TextCodec,
): Promise<Result<readonly ArchiveEntry[], ArchiveFault>> {
  const tailStart = Math.max(0, source.byteLength - endByteLength - mostCommentBytes);
  const tail = viewOf(await source.read(tailStart, source.byteLength));
  let end = tail.byteLength - endByteLength;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0)
    return err({ place: `byte ${source.byteLength}`, message: 'the end of a zip archive is missing' });
  const count = tail.getUint16(end + 10, true);
  const byteLength = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start + byteLength > source.byteLength || byteLength > mostDirectoryBytes || count > mostEntries)
    return err({ place: `byte ${tailStart + end}`, message: 'its list of files does not fit the archive' });
  const bytes = await source.read(start, start + byteLength);
  return entriesIn(bytes, start, source, text);
}

function entriesIn(
  bytes: Uint8Array,
  start: number,
  source: ByteSource,
  text: TextCodec,
): Result<readonly ArchiveEntry[], ArchiveFault> {
  const view = viewOf(bytes);
  const budget = { left: mostUnpackedBytes };
  const entries: ArchiveEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length;) {
    if (view.getUint32(at, true) !== 0x02014b50)
      return err({ place: `byte ${start + at}`, message: 'the list of files is broken here' });
    const nameLength = view.getUint16(at + 28, true);
    const name = bytes.slice(at + 46, at + 46 + nameLength);
    const path = text.decode(name, 'utf-8') ?? text.decode(name, 'windows-1252') ?? '';
    const member: Member = {
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packedLength: view.getUint32(at + 20, true),
      byteLength: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    };
    if (!path.endsWith('/')) entries.push({ path, open: () => unpack(source, member, budget) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok(entries);
}

interface Member {
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly packedLength: number;
  readonly byteLength: number;
  readonly headerAt: number;
}

async function unpack(source: ByteSource, member: Member, budget: { left: number }): Promise<ByteSource> {
  const { isEncrypted, method, packedLength, byteLength, headerAt } = member;
  if (isEncrypted) throw new UnreadableBytes('it is encrypted');
  const header = viewOf(await source.read(headerAt, headerAt + 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50)
    throw new UnreadableBytes('its place in the archive holds no file');
  const start = headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (method === 0)
    return { byteLength, read: (from, to) => source.read(start + from, start + Math.min(to, byteLength)) };
  if (method !== 8) throw new UnreadableBytes(`it is packed by method ${method}, which is not read`);
  budget.left -= byteLength;
  if (byteLength > packedLength * mostGrowth + 64 || budget.left < 0)
    throw new UnreadableBytes('it claims to unpack to more than is read');
  const unpacked = inflated(await source.read(start, start + packedLength), byteLength);
  return { byteLength, read: (from, to) => Promise.resolve(unpacked.slice(from, to)) };
}

function inflated(packed: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  try {
    return inflateRaw(packed, byteLength);
  } catch (error) {
    throw new UnreadableBytes(`it cannot be unpacked: ${error instanceof Error ? error.message : ''}`);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
