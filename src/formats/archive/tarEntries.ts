import type { ByteSource, TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { type ArchiveEntry, type ArchiveFault, mostEntries } from './archiveEntry';

const blockByteLength = 512;
/** Names and records of an archive are read up to this. */
const mostNameBytes = 64 * 1024;

/** The regular files of a tar archive: ustar with its prefix, long names of GNU, and paths of pax. */
export async function tarEntries(
  source: ByteSource,
  text: TextCodec,
): Promise<Result<readonly ArchiveEntry[], ArchiveFault>> {
  const entries: ArchiveEntry[] = [];
  let longName: string | null = null;
  for (let at = 0; at + blockByteLength <= source.byteLength;) {
    const block = await source.read(at, at + blockByteLength);
    if (block.every((byte) => byte === 0)) return ok(entries);
    const byteLength = numberIn(block, 124, 12);
    if (byteLength === null || numberIn(block, 148, 8) !== checksumOf(block))
      return err({ place: `byte ${at}`, message: 'no header of a tar archive stands here' });
    const start = at + blockByteLength;
    const end = start + byteLength;
    if (end > source.byteLength)
      return err({ place: `byte ${at}`, message: 'the archive ends within a file' });
    const type = String.fromCharCode(block[156]!);
    if (type === 'L' || type === 'x') {
      if (byteLength > mostNameBytes) return err({ place: `byte ${at}`, message: 'a name is too long' });
      const content = text.decode(await source.read(start, end), 'utf-8') ?? '';
      longName = type === 'L' ? content.replace(/\0.*$/su, '') : (paxPath(content) ?? longName);
    } else {
      const path = longName ?? nameOf(block, text);
      longName = null;
      if (type === '0' || type === '\0') {
        if (entries.length === mostEntries)
          return err({ place: `byte ${at}`, message: `it has more than ${mostEntries} files` });
        const open = (): Promise<ByteSource> =>
          Promise.resolve({
            byteLength,
            read: (from, to) => source.read(start + from, start + Math.min(to, byteLength)),
          });
        entries.push({ path, open });
      }
    }
    at = start + Math.ceil(byteLength / blockByteLength) * blockByteLength;
  }
  return ok(entries);
}

/** The `path` of an extended header: records of `length key=value`. */
function paxPath(content: string): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)/.exec(content)?.[1] ?? null;
}

function nameOf(block: Uint8Array, text: TextCodec): string {
  const part = (at: number, length: number): string => {
    const bytes = block.subarray(at, at + length);
    const end = bytes.indexOf(0);
    const own = bytes.slice(0, end === -1 ? length : end);
    return text.decode(own, 'utf-8') ?? text.decode(own, 'windows-1252') ?? '';
  };
  const isUstar = part(257, 6).startsWith('ustar');
  const prefix = isUstar && block[262] === 0 ? part(345, 155) : '';
  return prefix === '' ? part(0, 100) : `${prefix}/${part(0, 100)}`;
}

function checksumOf(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function numberIn(block: Uint8Array, at: number, length: number): number | null {
  const digits = String.fromCharCode(...block.subarray(at, at + length))
    .replace(/[\0 ]+$/, '')
    .trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}
