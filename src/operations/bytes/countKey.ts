import { openFile } from '../../formats/openFile';
import { MalformedCompression } from '../../formats/compressed/malformed';
import { countedPieces, readPieces, type ReadingPace } from '../../formats/pieces';
import { countBytes, countInPieces } from '../../lib/findBytes';
import type { ByteSource, Cancellation } from '../../lib/ports';

const pace: ReadingPace = { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 1 };

/**
 * How often a key stands in a file that is no table, as a word: in what gzip, Zstandard or zip packed, where they did and it can be
 * unpacked, else in its bytes. `path` helps to tell the packing. Cancelling throws the cancellation's reason.
 */
export async function countKey(
  { source, path }: { readonly source: ByteSource; readonly path: string },
  sought: Uint8Array,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<number> {
  try {
    const opened = await openFile(path, countedPieces(readPieces(source, pace, cancellation), onBytes));
    if (!opened.failure) return await countInPieces(opened.pieces, sought, cancellation);
  } catch (error) {
    if (!(error instanceof MalformedCompression)) throw error;
  }
  return countBytes(source, sought, cancellation, () => undefined);
}
