import type { ByteSource, Cancellation } from '../lib/ports';
import { err, type Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';

/** A file's bytes in order. A piece belongs to whoever gets it. */
export type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Thrown by a `ByteSource` whose bytes cannot be had: the file is gone, was changed meanwhile, or may not be read. */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}

/** The failure of a read that threw `UnreadableBytes`; throws whatever else was thrown, and where it was cancelled. */
export function unreadable(error: unknown, cancellation: Cancellation): Result<never, ReadFailure> {
  cancellation.throwIfAborted();
  if (error instanceof UnreadableBytes) return err({ kind: 'unreadable', message: error.message });
  throw error;
}

/** How a file is read piece by piece, and so how much of it is held at once. */
export interface ReadingPace {
  readonly pieceByteLength: number;
  /** Reads that are under way at once; what is held is at most this many pieces and one more. */
  readonly readsInFlight: number;
}

/** Bytes of a source from `start` up to `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Reads a source once from start to end, several pieces ahead. Throws `UnreadableBytes`. */
export function readPieces(
  source: ByteSource,
  pace: ReadingPace,
  cancellation: Cancellation,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  return readRanges(source, evenRanges(source.byteLength, pace.pieceByteLength), pace, cancellation);
}

function* evenRanges(byteLength: number, pieceByteLength: number): Generator<ByteRange> {
  for (let start = 0; start < byteLength; start += pieceByteLength) {
    yield { start, end: Math.min(start + pieceByteLength, byteLength) };
  }
}

/** Reads some ranges of a source in the order given, several ahead. Throws `UnreadableBytes`. */
export async function* readRanges(
  source: ByteSource,
  ranges: Iterable<ByteRange>,
  { readsInFlight }: Pick<ReadingPace, 'readsInFlight'>,
  cancellation: Cancellation,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const underWay: Promise<Uint8Array<ArrayBuffer>>[] = [];
  const next = ranges[Symbol.iterator]();
  const readAhead = (): void => {
    while (underWay.length < readsInFlight) {
      const range = next.next();
      if (range.done === true) return;
      const read = readExactly(source, range.value);
      // Whoever awaits it gets the fault; one that is never awaited, because an earlier read failed, is no news.
      read.catch(() => {});
      underWay.push(read);
    }
  };
  for (;;) {
    cancellation.throwIfAborted();
    readAhead();
    const read = underWay.shift();
    if (!read) return;
    yield await read;
  }
}

async function readExactly(source: ByteSource, { start, end }: ByteRange): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source.read(start, end);
  if (bytes.length === end - start) return bytes;
  throw new UnreadableBytes(
    `the file became shorter while it was read: it ends at byte ${start + bytes.length}`,
  );
}

/** The same pieces; `onBytes` is told how many bytes each has. */
export async function* countedPieces(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
  onBytes: (byteLength: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for await (const piece of pieces) {
    onBytes(piece.length);
    yield piece;
  }
}
