import type { ChunkList, ListedChunk } from '../versioning/chunking/chunkList';
import { chunkingRule, createChunker } from '../versioning/chunking/chunker';
import { findSimilar } from '../versioning/chunking/findSimilar';
import type { Digest } from '../versioning/digest';
import type { Chunk, ChunkStore } from './chunkStore';
import type { StoreFailure } from './store';

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

/** One file on its way into the chunk store. */
export interface FileKeeping {
  /** The next bytes of the file; they must not change any more. Throws `BytesRefused`. */
  update(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** What the file is made of, all of it stored. Throws `BytesRefused`. */
  finish(): Promise<ChunkList>;
}

/** Chunks are stored this many bytes at a time, while the next ones are cut: at most twice as much is held. */
const batchByteLength = 8 * 1024 * 1024;

/**
 * Cuts a file into chunks and stores those that are not kept yet. `before` is the version before, where its bytes are
 * kept: chunks that lie at the same place are likely to be much alike.
 */
export function beginKeeping(before: ChunkList | null, ports: KeepBytesPorts): FileKeeping {
  const chunker = createChunker();
  const similar = findSimilar(before?.chunks ?? []);
  const listed: ListedChunk[] = [];
  /** The chunk under way, as the parts of pieces that it is of. */
  let open: Uint8Array<ArrayBuffer>[] = [];
  let batch: Uint8Array<ArrayBuffer>[] = [];
  let batched = 0;
  let storing: Promise<void> = Promise.resolve();

  const store = async (bytes: readonly Uint8Array<ArrayBuffer>[]): Promise<void> => {
    const digests = await Promise.all(bytes.map((each) => ports.sha256(each)));
    const chunks = bytes.map((each, index): Chunk => {
      const digest = digests[index]!;
      const chunk = { digest, byteLength: each.length };
      listed.push(chunk);
      const similarTo = similar.next(chunk);
      return { digest, bytes: each, ...(similarTo === undefined ? {} : { similarTo }) };
    });
    const added = await ports.chunks.add(chunks);
    if (!added.ok) throw new BytesRefused(added.error);
  };
  const flush = async (): Promise<void> => {
    const bytes = batch;
    batch = [];
    batched = 0;
    await storing;
    storing = store(bytes);
    // Whoever waits for the next batch, or for the end, gets the fault.
    storing.catch(() => {});
  };
  const end = async (part: Uint8Array<ArrayBuffer>): Promise<void> => {
    const bytes = open.length === 0 ? part : joined([...open, part]);
    open = [];
    batch.push(bytes);
    batched += bytes.length;
    if (batched >= batchByteLength) await flush();
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
      await flush();
      await storing;
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
