import { Inflate } from 'pako';

import { asciiOf, bytesOfHex, hexOf, objectId, type GitFolder, type GitPorts } from './gitFolder';
import { readOffset } from './readIndex';

/** Commits are small; what is larger is hostile, or not one. */
const largestObject = 4 * 1024 * 1024;
const deepestDelta = 64;

/**
 * The id of a commit's tree, from its loose object or its pack; null where the object is not there (a shallow or borrowed
 * one), cannot be read, or is not what its id says. `common` is the folder with `objects/`.
 */
export async function readCommitTree(
  commit: string,
  common: GitFolder,
  algorithm: 'SHA-1' | 'SHA-256',
  ports: GitPorts,
): Promise<string | null> {
  const object = (await readLoose(commit, common)) ?? (await readPacked(commit, common));
  if (object?.type !== 'commit') return null;
  if ((await objectId('commit', object.content, algorithm, ports)) !== commit) return null;
  return /^tree ([0-9a-f]+)\n/.exec(asciiOf(object.content.subarray(0, 80)))?.[1] ?? null;
}

interface GitObject {
  readonly type: string;
  readonly content: Uint8Array;
}

async function readLoose(id: string, common: GitFolder): Promise<GitObject | null> {
  const bytes = await common.read(`objects/${id.slice(0, 2)}/${id.slice(2)}`, 0, largestObject);
  const whole = bytes && inflate(bytes);
  if (!whole) return null;
  const end = whole.indexOf(0);
  const type = end === -1 ? undefined : /^(\w+) \d+$/.exec(asciiOf(whole.subarray(0, end)))?.[1];
  return type === undefined ? null : { type, content: whole.subarray(end + 1) };
}

/** What pako's types leave out: whether the stream is over. */
type Inflating = Inflate & { readonly ended: boolean };

/** Deflate makes at most 1,032 bytes of one, so that little more than `largestObject` is ever held. */
const inputByteLength = 4096;

/** The bytes of a zlib stream, whatever follows it; null where it is damaged, cut off or too large. */
function inflate(bytes: Uint8Array): Uint8Array | null {
  if (((bytes[0] ?? 0) & 0x0f) !== 8 || ((bytes[1] ?? 0) & 0x20) !== 0) return null;
  // Without its head: behind a whole stream pako would look for the next one, and what follows in a pack is none.
  const inflating = new Inflate({ raw: true }) as Inflating;
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  inflating.onData = (piece) => {
    const output = piece as Uint8Array;
    pieces.push(output);
    byteLength += output.length;
  };
  for (let at = 2; at < bytes.length && !inflating.ended; at += inputByteLength) {
    inflating.push(bytes.subarray(at, at + inputByteLength), false);
    if (Number(inflating.err) !== 0 || byteLength > largestObject) return null;
  }
  if (!inflating.ended) return null;
  const whole = new Uint8Array(byteLength);
  let filled = 0;
  for (const piece of pieces) {
    whole.set(piece, filled);
    filled += piece.length;
  }
  return whole;
}

async function readPacked(id: string, common: GitFolder): Promise<GitObject | null> {
  const indexes = common.list('objects/pack/').filter((path) => path.endsWith('.idx'));
  for (const path of indexes) {
    const offset = await findInPack(id, path, common);
    if (offset !== null) return readAt(path.replace(/idx$/, 'pack'), offset, id.length / 2, common, 0);
  }
  return null;
}

/** Looks an id up in a pack's index, versions 1 and 2 (gitformat-pack(5)), without reading all of it. */
async function findInPack(id: string, path: string, common: GitFolder): Promise<number | null> {
  const idLength = id.length / 2;
  const first = Number.parseInt(id.slice(0, 2), 16);
  const head = await common.read(path, 0, 8 + 1024);
  if (!head || head.length < 8 + 1024) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isSecond = view.getUint32(0) === 0xff744f63;
  if (isSecond && view.getUint32(4) !== 2) return null;
  const fanStart = isSecond ? 8 : 0;
  const fan = (byte: number): number => (byte < 0 ? 0 : view.getUint32(fanStart + 4 * byte));
  const [from, to, count] = [fan(first - 1), fan(first), fan(255)];
  if (from > to || to > count || to - from > 1_000_000) return null;
  const start = fanStart + 1024;
  const lineLength = isSecond ? idLength : 4 + idLength;
  const lines = await common.read(path, start + from * lineLength, start + to * lineLength);
  if (lines?.length !== (to - from) * lineLength) return null;
  const wanted = bytesOfHex(id);
  for (let line = 0; line < to - from; line++) {
    const at = line * lineLength + (isSecond ? 0 : 4);
    if (!wanted.every((byte, index) => byte === lines[at + index])) continue;
    if (!isSecond) return new DataView(lines.buffer, lines.byteOffset).getUint32(line * lineLength);
    return offsetOf(from + line, count, start + count * (idLength + 4), path, common);
  }
  return null;
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

const typeNames = ['', 'commit', 'tree', 'blob', 'tag'];

async function readAt(
  pack: string,
  offset: number,
  idLength: number,
  common: GitFolder,
  depth: number,
): Promise<GitObject | null> {
  if (depth > deepestDelta || offset < 12) return null;
  // A commit takes some hundred bytes; one that does not fit is read again with more.
  const bytes = await common.read(pack, offset, offset + 65_536);
  if (!bytes || bytes.length === 0) return null;
  let at = 0;
  const type = ((bytes[0] ?? 0) >> 4) & 7;
  while ((bytes[at] ?? 0) >= 0x80 && at < 10) at++;
  at++;
  const content = async (from: number): Promise<Uint8Array | null> => {
    const whole = inflate(bytes.subarray(from));
    if (whole || bytes.length < 65_536) return whole;
    const all = await common.read(pack, offset + from, offset + from + largestObject);
    return all && inflate(all);
  };
  const name = typeNames[type];
  if (name) {
    const whole = await content(at);
    return whole && { type: name, content: whole };
  }
  if (type === 6) {
    const back = readOffset(bytes, at, bytes.length);
    const base = back && (await readAt(pack, offset - back.value, idLength, common, depth + 1));
    return base && applied(base, await content(back.end));
  }
  if (type !== 7) return null;
  const id = hexOf(bytes.subarray(at, at + idLength));
  const baseOffset = await findInPack(id, pack.replace(/pack$/, 'idx'), common);
  const base = baseOffset === null ? null : await readAt(pack, baseOffset, idLength, common, depth + 1);
  return base && applied(base, await content(at + idLength));
}

/** A delta over its base: copies of the base's bytes, and bytes of its own. Null where it does not fit. */
function applied(base: GitObject, delta: Uint8Array | null): GitObject | null {
  if (!delta) return null;
  let at = 0;
  const size = (): number => {
    let value = 0;
    for (let shift = 0; shift < 42; shift += 7) {
      const byte = delta[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const baseLength = size();
  const byteLength = size();
  if (baseLength !== base.content.length || byteLength > largestObject) return null;
  const content = new Uint8Array(byteLength);
  let filled = 0;
  while (at < delta.length) {
    const command = delta[at++] ?? 0;
    let piece: Uint8Array;
    if (command >= 0x80) {
      let [from, length] = [0, 0];
      for (let bit = 0; bit < 4; bit++) if (command & (1 << bit)) from += (delta[at++] ?? 0) * 2 ** (8 * bit);
      for (let bit = 0; bit < 3; bit++)
        if (command & (0x10 << bit)) length += (delta[at++] ?? 0) * 2 ** (8 * bit);
      piece = base.content.subarray(from, from + (length || 0x10000));
    } else {
      piece = delta.subarray(at, at + command);
      at += command;
    }
    if (piece.length === 0 || filled + piece.length > byteLength) return null;
    content.set(piece, filled);
    filled += piece.length;
  }
  return filled === byteLength ? { type: base.type, content } : null;
}
