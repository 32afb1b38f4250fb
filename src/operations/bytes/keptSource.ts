import { UnreadableBytes } from '../../formats/pieces';
import type { ByteSource, Cancellation, Hashers } from '../../lib/ports';
import type { Digest } from '../../versioning/digest';
import type { ChunkStore } from './chunkStore';
import type { KeptFile } from '../core/keptFiles';
import type { RestorePorts } from './restore';

/** A kept file, and what its list of chunks is worth. */
export interface ListedFile {
  readonly file: KeptFile;
  /** An import says that these chunks are the file: that is checked before any of its bytes are shown. */
  readonly isListClaimed: boolean;
}

/** What kept bytes are read and checked by. */
export interface KeptBytesPorts extends Pick<RestorePorts, 'sha256'> {
  readonly chunks: Pick<ChunkStore, 'read'>;
  readonly hashers: Hashers;
}

/**
 * The bytes of a kept file, wherever one begins to read. Each chunk's digest is checked, and of a list that is claimed the whole
 * file's at the first read. Reading throws `UnreadableBytes` where a chunk is missing or damaged, or the list is of another file.
 */
export function keptSource(
  { file, isListClaimed }: ListedFile,
  ports: KeptBytesPorts,
  cancellation: Cancellation,
): ByteSource {
  const source = listedBytes(file, ports);
  if (!isListClaimed) return source;
  let check: Promise<boolean> | null = null;
  return {
    byteLength: file.byteLength,
    async read(start, end) {
      check ??= isWholeFile(source, file.digest, ports, cancellation);
      if (!(await check))
        throw new UnreadableBytes('the chunks that an import listed are another file together');
      return source.read(start, end);
    },
  };
}

function listedBytes(file: KeptFile, { chunks, sha256 }: Omit<KeptBytesPorts, 'hashers'>): ByteSource {
  const starts = startsOf(file);
  return {
    byteLength: file.byteLength,
    async read(start, end) {
      const from = Math.max(0, start);
      const to = Math.min(end, file.byteLength);
      if (from >= to) return new Uint8Array(0);
      const first = chunkAt(starts, from);
      const last = chunkAt(starts, to - 1);
      const wanted = file.chunks.slice(first, last + 1);
      const found = await chunks.read(wanted.map(({ digest }) => digest));
      const digests = await Promise.all(found.map(async (bytes) => (bytes === null ? null : sha256(bytes))));
      const piece = new Uint8Array(to - from);
      for (const [at, { digest }] of wanted.entries()) {
        const bytes = found[at] ?? null;
        if (bytes === null || digests[at] !== digest) {
          const what = bytes === null ? 'is missing' : 'is damaged';
          throw new UnreadableBytes(
            `the kept chunk ${digest.slice(0, 12)} at byte ${starts[first + at]} ${what}`,
          );
        }
        const offset = starts[first + at]! - from;
        piece.set(
          bytes.subarray(Math.max(0, -offset), Math.min(bytes.length, to - from - offset)),
          Math.max(0, offset),
        );
      }
      return piece;
    },
  };
}

/** Whether the bytes of a list of chunks are the file with that digest, which an import may only claim. */
async function isWholeFile(
  source: ByteSource,
  digest: Digest,
  { hashers }: { readonly hashers: Hashers },
  cancellation: Cancellation,
): Promise<boolean> {
  const whole = hashers.sha256();
  for (let start = 0; start < source.byteLength; start += checkedByteLength) {
    cancellation.throwIfAborted();
    whole.update(await source.read(start, start + checkedByteLength));
  }
  return whole.hex() === digest;
}

const checkedByteLength = 8 * 1024 * 1024;

function startsOf({ chunks }: KeptFile): Float64Array {
  const starts = new Float64Array(chunks.length);
  let at = 0;
  chunks.forEach(({ byteLength }, index) => {
    starts[index] = at;
    at += byteLength;
  });
  return starts;
}

/** The last chunk that begins at or before a byte. */
function chunkAt(starts: Float64Array, byte: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}
