import type { ChunkList, ListedChunk } from '../../versioning/chunking/chunkList';
import { chunkingRule, createChunker } from '../../versioning/chunking/chunker';
import { findSimilar } from '../../versioning/chunking/findSimilar';
import type { Digest } from '../../versioning/digest';
import type { Chunk, ChunkStore } from './chunkStore';
import type { StoreFailure } from '../core/store';

/** Where chunks are put, and how each is digested. */
export interface KeepBytesPorts {
  readonly chunks: Pick<ChunkStore, 'add'>;
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Digest>;
}

/** Thrown where a file's bytes cannot be kept; what was written so far refers to nothing, and is swept later. */
export class BytesRefused extends Error {
  override readonly name = 'BytesRefused';
  readonly failure: StoreFailure;
  constructor(failure: StoreFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Files on their way into the chunk store, one after another. */
export interface ByteKeeper {
  /** `before` is the version before, where its bytes are kept: chunks that lie at the same place are likely to be much alike. */
  begin(before: ChunkList | null): FileKeeping;
  /** Ends when all that was cut is stored. Throws `BytesRefused`. */
  stored(): Promise<void>;
}

/** One file of them. */
export interface FileKeeping {
  /** The next bytes of the file; they must not change any more. Throws `BytesRefused`. */
  update(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** What the file is made of, which is not yet all stored. Throws `BytesRefused`. */
  finish(): Promise<ChunkList>;
}

/** Chunks are stored this many bytes at a time, while the next ones are cut: at most twice as much is held. */
const batchByteLength = 8 * 1024 * 1024;

/** Cuts files into chunks and stores those that are not kept yet, those of small files together. */
export function createByteKeeper(ports: KeepBytesPorts): ByteKeeper {
  let batch: Promise<Chunk>[] = [];
  let batched = 0;
  let storing: Promise<void> = Promise.resolve();

  const store = async (coming: readonly Promise<Chunk>[]): Promise<void> => {
    const added = await ports.chunks.add(await Promise.all(coming));
    if (!added.ok) throw new BytesRefused(added.error);
  };
  const flush = async (): Promise<void> => {
    const coming = batch;
    batch = [];
    batched = 0;
    await storing;
    if (coming.length === 0) return;
    storing = store(coming);
    // Whoever waits for the next batch, or for the end, gets the fault.
    storing.catch(() => {});
  };
  const add = async (byteLength: number, coming: Promise<Chunk>): Promise<void> => {
    coming.catch(() => {});
    batch.push(coming);
    batched += byteLength;
    if (batched >= batchByteLength) await flush();
  };

  return {
    begin: (before) => beginFile(before, ports, add),
    async stored() {
      await flush();
      await storing;
    },
  };
}

function beginFile(
  before: ChunkList | null,
  ports: Pick<KeepBytesPorts, 'sha256'>,
  add: (byteLength: number, coming: Promise<Chunk>) => Promise<void>,
): FileKeeping {
  const chunker = createChunker();
  const similar = findSimilar(before?.chunks ?? []);
  const listed: ListedChunk[] = [];
  let last: Promise<unknown> = Promise.resolve();
  /** The chunk under way, as the parts of pieces that it is of. */
  let open: Uint8Array<ArrayBuffer>[] = [];

  const end = async (part: Uint8Array<ArrayBuffer>): Promise<void> => {
    const bytes = open.length === 0 ? part : joined([...open, part]);
    open = [];
    const digesting = ports.sha256(bytes);
    const coming = last.then(async (): Promise<Chunk> => {
      const chunk = { digest: await digesting, byteLength: bytes.length };
      listed.push(chunk);
      const similarTo = similar.next(chunk);
      return { digest: chunk.digest, bytes, ...(similarTo === undefined ? {} : { similarTo }) };
    });
    last = coming;
    await add(bytes.length, coming);
  };

  return {
    async update(piece) {
      let from = 0;
      for (let to = chunker.nextEnd(piece, 0); to !== -1; to = chunker.nextEnd(piece, from)) {
        await end(piece.subarray(from, to));
        from = to;
      }
      if (from < piece.length) open.push(piece.subarray(from));
    },
    async finish() {
      if (open.length > 0) await end(new Uint8Array());
      await last;
      return { chunking: chunkingRule, chunks: listed };
    },
  };
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
