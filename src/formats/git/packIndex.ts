import { bytesOfHex, hexOf, type GitFolder } from './gitFolder';

/** The lines of an index whose ids begin with one byte. */
interface IndexLines {
  readonly bytes: Uint8Array;
  readonly isSecond: boolean;
  readonly lineLength: number;
  /** Where in a line its id begins. */
  readonly idAt: number;
  /** Number of the first line, and of all in the index. */
  readonly from: number;
  readonly count: number;
}

/** More objects with one first byte are not looked through. */
const mostLines = 1_000_000;

/** Reads a part of a pack's index, versions 1 and 2 (gitformat-pack(5)); null where it is none or damaged. */
async function linesOf(
  firstByte: number,
  idLength: number,
  path: string,
  common: GitFolder,
): Promise<IndexLines | null> {
  const head = await common.read(path, 0, 8 + 1024);
  if (!head || head.length < 8 + 1024) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isSecond = view.getUint32(0) === 0xff744f63;
  if (isSecond && view.getUint32(4) !== 2) return null;
  const fanStart = isSecond ? 8 : 0;
  const fan = (byte: number): number => (byte < 0 ? 0 : view.getUint32(fanStart + 4 * byte));
  const [from, to, count] = [fan(firstByte - 1), fan(firstByte), fan(255)];
  if (from > to || to > count || to - from > mostLines) return null;
  const start = fanStart + 1024;
  const lineLength = isSecond ? idLength : 4 + idLength;
  const bytes = await common.read(path, start + from * lineLength, start + to * lineLength);
  if (bytes?.length !== (to - from) * lineLength) return null;
  return { bytes, isSecond, lineLength, idAt: isSecond ? 0 : 4, from, count };
}

/** Where an object begins in a pack, by the pack's index, of which little is read; null where it has none. */
export async function findInPack(id: string, path: string, common: GitFolder): Promise<number | null> {
  const idLength = id.length / 2;
  const lines = await linesOf(Number.parseInt(id.slice(0, 2), 16), idLength, path, common);
  if (!lines) return null;
  const { bytes, isSecond, lineLength, idAt, from, count } = lines;
  const wanted = bytesOfHex(id);
  for (let line = 0; line * lineLength < bytes.length; line++) {
    const at = line * lineLength + idAt;
    if (!wanted.every((byte, index) => byte === bytes[at + index])) continue;
    if (!isSecond) return new DataView(bytes.buffer, bytes.byteOffset).getUint32(line * lineLength);
    const table = 8 + 1024 + count * (idLength + 4);
    return offsetOf(from + line, count, table, path, common);
  }
  return null;
}

/** Ids in a pack that begin with `prefix`, of at least two digits. */
export async function idsInPack(
  prefix: string,
  idLength: number,
  path: string,
  common: GitFolder,
): Promise<readonly string[]> {
  const lines = await linesOf(Number.parseInt(prefix.slice(0, 2), 16), idLength, path, common);
  if (!lines) return [];
  const found: string[] = [];
  for (let at = lines.idAt; at < lines.bytes.length; at += lines.lineLength) {
    const id = hexOf(lines.bytes.subarray(at, at + idLength));
    if (id.startsWith(prefix)) found.push(id);
  }
  return found;
}

async function offsetOf(
  line: number,
  count: number,
  table: number,
  path: string,
  common: GitFolder,
): Promise<number | null> {
  const small = await readNumber(path, table + 4 * line, common);
  if (small === null || small < 0x8000_0000) return small;
  const at = table + 4 * count + 8 * (small - 0x8000_0000);
  const [high, low] = [await readNumber(path, at, common), await readNumber(path, at + 4, common)];
  return high === null || low === null ? null : high * 2 ** 32 + low;
}

async function readNumber(path: string, at: number, common: GitFolder): Promise<number | null> {
  const bytes = await common.read(path, at, at + 4);
  return bytes?.length === 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : null;
}
