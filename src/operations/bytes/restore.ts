import { err, ok, type Result } from '../../lib/result';
import type { Cancellation } from '../../lib/ports';
import type { Digest } from '../../versioning/digest';
import type { Chunk, ChunkStore } from './chunkStore';
import type { KeptFile } from '../core/keptFiles';

/** Where restored bytes go. What was written counts only once `close` has ended; `abort` leaves nothing behind. */
export interface ByteSink {
  /** Has taken the bytes once it resolves: their buffer is filled again. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** SHA-256 of a whole file by the piece, off this thread where the platform can. */
export interface WholeDigester {
  /** Resolves when the next piece may come; the piece may be reused then. */
  update(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  finish(): Promise<Digest>;
  /** Ends it, whether it is finished or not. */
  dispose(): void;
}

/** What restoring reads chunks with, and checks every digest by. */
export interface RestorePorts {
  readonly chunks: Pick<ChunkStore, 'read'>;
  /** The digest of one chunk. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Digest>;
  beginSha256(byteLength: number): WholeDigester;
}

/** Why a file could not be given back: its bytes are not what they were. Offsets are in the restored file. */
export type DamagedBytes =
  | {
      readonly kind: 'missingChunk';
      readonly chunk: Digest;
      readonly index: number;
      readonly byteOffset: number;
    }
  | {
      readonly kind: 'damagedChunk';
      readonly chunk: Digest;
      /** What its bytes are now. */
      readonly found: Digest;
      readonly index: number;
      readonly byteOffset: number;
    }
  /** Every chunk is right, and together they are another file: the list of chunks is at fault. */
  | { readonly kind: 'wrongWhole'; readonly expected: Digest; readonly found: Digest };

/** Chunks are read and written in pieces of about this many bytes: enough that calls cost little beside bytes. */
const pieceByteLength = 8 * 1024 * 1024;
/** Reads in flight: with one, whoever checks and writes waits for the disk now and then. */
const piecesAhead = 2;

/**
 * Writes a kept file's bytes to `sink`, which is closed only where the whole has the digest that it should, and aborted
 * else. Each chunk is checked by itself only where the whole is wrong, to name the one that is: that the whole is right
 * says it of all of them. Memory stays within nine pieces, whatever the file's size. What the sink throws is thrown, after
 * it was aborted.
 */
export async function restoreFile(
  file: KeptFile,
  sink: ByteSink,
  ports: RestorePorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void = () => undefined,
): Promise<Result<void, DamagedBytes>> {
  const whole = ports.beginSha256(file.byteLength);
  try {
    const written = await writeChunks(file, sink, whole, ports, cancellation, onBytes);
    if (!written.ok) {
      await sink.abort();
      return written;
    }
    const found = await whole.finish();
    if (found !== file.digest) {
      await sink.abort();
      const damaged = await findDamagedChunk(file, ports, cancellation);
      return err(damaged ?? { kind: 'wrongWhole', expected: file.digest, found });
    }
    cancellation.throwIfAborted();
    await sink.close();
    return ok(undefined);
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  } finally {
    whole.dispose();
  }
}

async function writeChunks(
  file: KeptFile,
  sink: ByteSink,
  whole: WholeDigester,
  ports: RestorePorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<void, DamagedBytes>> {
  const pieces = piecesOf(file);
  const longest = pieces.reduce((most, { byteLength }) => Math.max(most, byteLength), 0);
  // Filled again and again: memory that is new each time costs as much as a copy.
  const rooms = Array.from(
    { length: Math.min(pieces.length, piecesAhead + 2) },
    () => new Uint8Array(longest),
  );
  const roomOf = (at: number): Uint8Array<ArrayBuffer> => rooms[at % rooms.length]!;
  // The next ones are read while this one is digested and the one before is written.
  const begin = (piece: Piece | undefined, at: number): ReturnType<typeof readPiece> => {
    const read = readPiece(piece, ports, roomOf(at));
    // Where the loop below ends early, nobody waits for what was begun.
    read.catch(() => undefined);
    return read;
  };
  const coming = pieces.slice(0, piecesAhead).map(begin);
  let writing: Promise<void> = Promise.resolve();
  for (const [at, piece] of pieces.entries()) {
    cancellation.throwIfAborted();
    const chunks = (await coming.shift()) ?? [];
    coming.push(begin(pieces[at + piecesAhead], at + piecesAhead));
    const bytes = await joined(piece, chunks, roomOf(at), ports);
    if (!bytes.ok) {
      await writing;
      return bytes;
    }
    await Promise.all([whole.update(bytes.value), writing]);
    writing = sink.write(bytes.value);
    writing.catch(() => undefined);
    onBytes(bytes.value.length);
  }
  await writing;
  return ok(undefined);
}

interface Piece {
  readonly chunks: readonly { readonly digest: Digest; readonly byteLength: number }[];
  readonly firstIndex: number;
  readonly byteOffset: number;
  readonly byteLength: number;
}

function piecesOf({ chunks }: KeptFile): readonly Piece[] {
  const pieces: Piece[] = [];
  let first = 0;
  let byteOffset = 0;
  let byteLength = 0;
  for (const [index, chunk] of chunks.entries()) {
    byteLength += chunk.byteLength;
    if (byteLength < pieceByteLength && index < chunks.length - 1) continue;
    pieces.push({ chunks: chunks.slice(first, index + 1), firstIndex: first, byteOffset, byteLength });
    first = index + 1;
    byteOffset += byteLength;
    byteLength = 0;
  }
  return pieces;
}

async function readPiece(
  piece: Piece | undefined,
  { chunks }: RestorePorts,
  room?: Uint8Array<ArrayBuffer>,
): Promise<readonly (Chunk['bytes'] | null)[]> {
  const digests = piece?.chunks.map(({ digest }) => digest);
  return digests ? chunks.read(digests, room) : [];
}

/** The piece in `room`, where each of its chunks is there and has its length. */
async function joined(
  piece: Piece,
  found: readonly (Chunk['bytes'] | null)[],
  room: Uint8Array<ArrayBuffer>,
  ports: RestorePorts,
): Promise<Result<Uint8Array<ArrayBuffer>, DamagedBytes>> {
  let filled = 0;
  for (const [at, { digest: chunk, byteLength }] of piece.chunks.entries()) {
    const place = { chunk, index: piece.firstIndex + at, byteOffset: piece.byteOffset + filled };
    const bytes = found[at];
    if (!bytes) return err({ kind: 'missingChunk', ...place });
    if (bytes.length !== byteLength)
      return err({ kind: 'damagedChunk', ...place, found: await ports.sha256(bytes) });
    const isInPlace = bytes.buffer === room.buffer && bytes.byteOffset === filled;
    if (!isInPlace) room.set(bytes, filled);
    filled += bytes.length;
  }
  return ok(room.subarray(0, filled));
}

/** The first chunk that is not what its digest says. */
async function findDamagedChunk(
  file: KeptFile,
  ports: RestorePorts,
  cancellation: Cancellation,
): Promise<DamagedBytes | null> {
  for (const piece of piecesOf(file)) {
    cancellation.throwIfAborted();
    const found = await readPiece(piece, ports);
    let { byteOffset } = piece;
    for (const [at, { digest: chunk, byteLength }] of piece.chunks.entries()) {
      const place = { chunk, index: piece.firstIndex + at, byteOffset };
      const bytes = found[at];
      if (!bytes) return { kind: 'missingChunk', ...place };
      const digest = await ports.sha256(bytes);
      if (digest !== chunk) return { kind: 'damagedChunk', ...place, found: digest };
      byteOffset += byteLength;
    }
  }
  return null;
}
