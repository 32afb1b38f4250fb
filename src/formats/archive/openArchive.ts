import { joinBytes } from '../../lib/joinBytes';
import type { ByteSource, TextCodec } from '../../lib/ports';
import { err, type Result } from '../../lib/result';
import { gunzip } from '../compressed/gunzip';
import { MalformedCompression } from '../compressed/malformed';
import { looksLikeWorkspaceFile } from '../workspaceFile/looksLikeWorkspaceFile';
import type { ArchiveEntry, ArchiveFault } from './archiveEntry';
import { tarEntries } from './tarEntries';
import { zipEntries } from './zipEntries';

const headByteLength = 512;
const pieceByteLength = 1024 * 1024;
/** A `.tar.gz` is unpacked up to this. */
const mostUnpackedBytes = 512 * 1024 * 1024;

/** The files of a `.zip`, `.tar` or `.tar.gz`, told by its first bytes; null for anything else, and for a workspace file. */
export async function openArchive(
  source: ByteSource,
  text: TextCodec,
): Promise<Result<readonly ArchiveEntry[], ArchiveFault> | null> {
  const head = await source.read(0, Math.min(headByteLength, source.byteLength));
  if (looksLikeWorkspaceFile(head)) return null;
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return zipEntries(source, text);
  if (isTar(head)) return tarEntries(source, text);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return null;
  const unpacked = await unpackedTar(source);
  return unpacked && 'byteLength' in unpacked ? tarEntries(unpacked, text) : unpacked;
}

function isTar(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(257, 262)) === 'ustar';
}

/** Null where it is no tar inside. */
async function unpackedTar(source: ByteSource): Promise<ByteSource | Result<never, ArchiveFault> | null> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  try {
    for await (const piece of gunzip(piecesOf(source))) {
      if (byteLength === 0 && !isTar(piece)) return null;
      byteLength += piece.length;
      if (byteLength > mostUnpackedBytes)
        return err({ place: '', message: `it unpacks to more than ${mostUnpackedBytes} bytes` });
      pieces.push(piece.slice());
    }
  } catch (error) {
    if (!(error instanceof MalformedCompression)) throw error;
    return byteLength === 0 ? null : err({ place: `byte ${error.byteOffset}`, message: error.message });
  }
  const whole = joinBytes(pieces);
  return { byteLength, read: (start, end) => Promise.resolve(whole.slice(start, end)) };
}

async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < source.byteLength; start += pieceByteLength)
    yield await source.read(start, Math.min(start + pieceByteLength, source.byteLength));
}
