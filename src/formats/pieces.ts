import type { ByteSource, Cancellation } from '../lib/ports';

/** A file's bytes in order. A piece belongs to whoever gets it. */
export type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Thrown by a `ByteSource` whose bytes cannot be had: the file is gone, was changed meanwhile, or may not be read. */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}

export interface ReadingPace {
  readonly pieceByteLength: number;
  /** Reads that are under way at once; what is held is at most this many pieces and one more. */
  readonly readsInFlight: number;
}

/** Reads a source once from start to end, several pieces ahead. Throws `UnreadableBytes`. */
export async function* readPieces(
  source: ByteSource,
  pace: ReadingPace,
  cancellation: Cancellation,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const underWay: Promise<Uint8Array<ArrayBuffer>>[] = [];
  let at = 0;
  const readAhead = (): void => {
    while (at < source.byteLength && underWay.length < pace.readsInFlight) {
      const end = Math.min(at + pace.pieceByteLength, source.byteLength);
      const read = readExactly(source, at, end);
      // Whoever awaits it gets the fault; one that is never awaited, because an earlier read failed, is no news.
      read.catch(() => {});
      underWay.push(read);
      at = end;
    }
  };
  for (;;) {
    cancellation.throwIfAborted();
    readAhead();
    const next = underWay.shift();
    if (!next) return;
    yield await next;
  }
}

async function readExactly(source: ByteSource, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source.read(start, end);
  if (bytes.length === end - start) return bytes;
  throw new UnreadableBytes(
    `the file became shorter while it was read: it ends at byte ${start + bytes.length}`,
  );
}
