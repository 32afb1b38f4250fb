import { joinBytes } from '../../lib/joinBytes';
import { crc32 } from '../zip/crc32';

const blockByteLength = 32_768;
const markByteLength = 7;
const headByteLength = 7;

/** The records of a log, and how many bytes at its end were no record any more. */
export interface RecordLog {
  readonly records: readonly Uint8Array[];
  readonly lostByteLength: number;
}

/**
 * The records of a `.wandb` file: 7 bytes of mark, then blocks of 32,768 bytes, counted from the start of the file, as a LevelDB log has them. A
 * chunk is CRC-32 over type and data, length, type (1 whole, 2 first, 3 middle, 4 last) and data; fewer than 7 bytes left in a block are padding.
 * What is damaged, or was not written to its end, ends the log.
 */
export function readRecordLog(bytes: Uint8Array): RecordLog {
  const records: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let at = markByteLength;
  let lastGood = at;
  while (at < bytes.length) {
    const left = blockByteLength - (at % blockByteLength);
    if (left < headByteLength) {
      at += left;
      continue;
    }
    const chunk = chunkAt(bytes, at);
    if (!chunk) break;
    const isFirst = chunk.type === 1 || chunk.type === 2;
    if (!isFirst && parts.length === 0) break;
    if (isFirst) parts = [];
    parts.push(chunk.data);
    at += headByteLength + chunk.data.length;
    if (chunk.type === 2 || chunk.type === 3) continue;
    records.push(parts.length === 1 ? parts[0]! : joinBytes(parts));
    parts = [];
    lastGood = at;
  }
  return { records, lostByteLength: Math.max(0, bytes.length - lastGood) };
}

function chunkAt(bytes: Uint8Array, at: number): { readonly type: number; readonly data: Uint8Array } | null {
  if (at + headByteLength > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headByteLength);
  const [crc, length, type] = [view.getUint32(0, true), view.getUint16(4, true), view.getUint8(6)];
  const end = at + headByteLength + length;
  if (type < 1 || type > 4 || end > bytes.length) return null;
  if (crc32(bytes.subarray(at + 6, end)) !== crc) return null;
  return { type, data: bytes.subarray(at + headByteLength, end) };
}
