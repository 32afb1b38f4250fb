import { previewText, type TextPreview } from '../formats/csv/previewText';
import { openFile } from '../formats/openFile';
import { readPieces, UnreadableBytes } from '../formats/pieces';
import { err, type Result } from '../lib/result';
import { keptSource } from '../operations/bytes/keptSource';
import { keptTableOf, type TitledVersion } from '../operations/bytes/keptTable';
import type { OperationFailure } from '../operations/core/outcome';
import type { Store } from '../operations/core/store';
import { openChunkStore } from '../storage/chunkStore';
import type { ReadOptions } from '../table/schema';
import { browserText } from '../workers/browserText';
import { loadHashers } from '../workers/hashers';
import { sha256Of } from '../workers/wholeDigest';

const headByteLength = 256 * 1024;
const previewedRows = 12;

/** What the first rows of a version's kept text would be, read by these options. */
export async function previewReading(
  store: Store,
  version: TitledVersion,
  options: ReadOptions,
): Promise<Result<TextPreview, OperationFailure>> {
  const table = await keptTableOf(store, version, options);
  if (!table.ok) return table;
  const { signal } = new AbortController();
  const hashers = await loadHashers();
  const chunks = openChunkStore();
  try {
    const source = keptSource(table.value, { chunks, sha256: sha256Of, hashers }, signal);
    const pace = { pieceByteLength: headByteLength, readsInFlight: 1 };
    const { pieces } = await openFile(table.value.path, readPieces(source, pace, signal));
    const head = await firstBytes(pieces);
    const preview = await previewText(head, options, previewedRows, { hashers, text: browserText });
    return preview.ok
      ? preview
      : err({ kind: 'unreadableTable', path: version.title, failure: preview.error });
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
    const failure = { kind: 'unreadable' as const, message: error.message };
    return err({ kind: 'unreadableTable', path: version.title, failure });
  } finally {
    chunks.close();
  }
}

/** The beginning of a text, cut where a line ends. */
async function firstBytes(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const piece of pieces) {
    if (piece.length < headByteLength) return piece;
    const head = piece.subarray(0, headByteLength);
    return head.subarray(0, head.lastIndexOf(10) + 1 || head.length);
  }
  return new Uint8Array(0);
}
