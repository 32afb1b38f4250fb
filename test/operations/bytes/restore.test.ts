import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptFile } from '../../../src/operations/core/keptFiles';
import { restoreFile, type ByteSink, type RestorePorts } from '../../../src/operations/bytes/restore';
import type { Digest } from '../../../src/versioning/digest';
import { turns } from '../../turns';

type Bytes = Uint8Array<ArrayBuffer>;

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

function sha256(bytes: Uint8Array): Digest {
  return createHash('sha256').update(bytes).digest('hex') as Digest;
}

/** A file cut at `cuts`, and the chunks that a store would have of it. */
function keep(bytes: Bytes, cuts: readonly number[]): { file: KeptFile; stored: Map<Digest, Bytes> } {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const stored = new Map<Digest, Bytes>();
  const chunks: { digest: Digest; byteLength: number }[] = [];
  for (const [at, end] of edges.slice(1).entries()) {
    const chunk = bytes.slice(edges[at], end);
    if (chunk.length === 0) continue;
    stored.set(sha256(chunk), chunk);
    chunks.push({ digest: sha256(chunk), byteLength: chunk.length });
  }
  const file = {
    digest: sha256(bytes),
    byteLength: bytes.length,
    chunking: 1,
    chunks,
    state: 'kept',
  } as const;
  return { file, stored };
}

function portsOver(stored: ReadonlyMap<Digest, Bytes>): RestorePorts {
  return {
    chunks: { read: async (digests) => digests.map((digest) => stored.get(digest) ?? null) },
    sha256: async (bytes) => sha256(bytes),
    beginSha256: () => {
      const hash = createHash('sha256');
      return {
        update: async (bytes) => void hash.update(bytes),
        finish: async () => hash.digest('hex') as Digest,
        dispose: () => undefined,
      };
    },
  };
}

/** Takes what is written, and how it ended. */
function memorySink(): ByteSink & { readonly written: Bytes[]; end: 'closed' | 'aborted' | null } {
  const sink = {
    written: [] as Bytes[],
    end: null as 'closed' | 'aborted' | null,
    write: async (bytes: Bytes) => void sink.written.push(bytes.slice()),
    close: async () => void (sink.end = 'closed'),
    abort: async () => void (sink.end = 'aborted'),
  };
  return sink;
}

const bytesAndCuts = fc
  .uint8Array({ minLength: 1, maxLength: 400 })
  .chain((bytes) =>
    fc.tuple(
      fc.constant(Uint8Array.from(bytes)),
      fc.array(fc.nat(bytes.length), { maxLength: 6 }),
      fc.nat(bytes.length - 1),
    ),
  );

describe('restoreFile', () => {
  it('gives back the bytes, however they were cut, and only then closes the file', async () => {
    await fc.assert(
      fc.asyncProperty(bytesAndCuts, async ([bytes, cuts]) => {
        const { file, stored } = keep(bytes, cuts);
        const sink = memorySink();
        let told = 0;
        const restored = await restoreFile(file, sink, portsOver(stored), neverCancelled, (length) => {
          told += length;
        });
        expect(restored.ok).toBe(true);
        expect(Buffer.concat(sink.written).equals(bytes)).toBe(true);
        expect(sink.end).toBe('closed');
        expect(told).toBe(bytes.length);
      }),
    );
  });

  it('fills no memory again that is still written or digested', async () => {
    // Twenty pieces of 8 MiB; each but for its first byte the same.
    const pieceLength = 8 << 20;
    const pieces = Array.from({ length: 20 }, (_, at) => {
      const bytes = new Uint8Array(pieceLength);
      bytes[0] = at;
      return { digest: String(at) as Digest, byteLength: pieceLength, bytes };
    });
    const file: KeptFile = {
      digest: 'whole' as Digest,
      byteLength: 20 * pieceLength,
      chunking: 1,
      chunks: pieces,
      state: 'kept',
    };
    const seen: number[] = [];
    const digested: number[] = [];
    const ports: RestorePorts = {
      chunks: {
        read: async ([digest], room) => {
          const { bytes } = pieces[Number(digest)]!;
          room!.set(bytes);
          return [room!.subarray(0, bytes.length)];
        },
      },
      sha256: async (bytes) => sha256(bytes),
      beginSha256: () => ({
        async update(bytes) {
          await turns(2);
          digested.push(bytes[0]!);
        },
        finish: async () => file.digest,
        dispose: () => undefined,
      }),
    };
    const sink = memorySink();
    sink.write = async (bytes) => {
      await turns(2);
      seen.push(bytes[0]!);
    };
    expect((await restoreFile(file, sink, ports, neverCancelled)).ok).toBe(true);
    const inOrder = pieces.map((_, at) => at);
    expect(seen).toEqual(inOrder);
    expect(digested).toEqual(inOrder);
  });

  it('names the chunk of any flipped bit, and never finishes the file', async () => {
    await fc.assert(
      fc.asyncProperty(bytesAndCuts, fc.nat(7), async ([bytes, cuts, flippedByte], bit) => {
        const { file, stored } = keep(bytes, cuts);
        let byteOffset = 0;
        const index = file.chunks.findIndex((chunk) => {
          if (flippedByte < byteOffset + chunk.byteLength) return true;
          byteOffset += chunk.byteLength;
          return false;
        });
        const { digest: chunk } = file.chunks[index]!;
        const damaged = stored.get(chunk)!.slice();
        damaged[flippedByte - byteOffset]! ^= 1 << bit;
        stored.set(chunk, damaged);
        const sink = memorySink();
        const restored = await restoreFile(file, sink, portsOver(stored), neverCancelled);
        // Where the same chunk comes twice, its first place is named.
        const first = file.chunks.findIndex(({ digest }) => digest === chunk);
        expect(restored).toMatchObject({
          ok: false,
          error: { kind: 'damagedChunk', chunk, found: sha256(damaged), index: first },
        });
        expect(sink.end).toBe('aborted');
      }),
    );
  });

  it('names a chunk that is not there, with its place in the file', async () => {
    const { file, stored } = keep(Uint8Array.from([1, 2, 3, 4, 5, 6]), [2, 4]);
    stored.delete(file.chunks[1]!.digest);
    const sink = memorySink();
    expect(await restoreFile(file, sink, portsOver(stored), neverCancelled)).toEqual({
      ok: false,
      error: { kind: 'missingChunk', chunk: file.chunks[1]!.digest, index: 1, byteOffset: 2 },
    });
    expect(sink.end).toBe('aborted');
  });

  it('refuses whole chunks that make another file: their list is at fault', async () => {
    const { file, stored } = keep(Uint8Array.from([1, 2, 3, 4]), [2]);
    const swapped = { ...file, chunks: file.chunks.toReversed() };
    const sink = memorySink();
    expect(await restoreFile(swapped, sink, portsOver(stored), neverCancelled)).toEqual({
      ok: false,
      error: { kind: 'wrongWhole', expected: file.digest, found: sha256(Uint8Array.from([3, 4, 1, 2])) },
    });
    expect(sink.end).toBe('aborted');
  });

  it('gives an empty file back as one', async () => {
    const { file, stored } = keep(new Uint8Array(0), []);
    const sink = memorySink();
    expect((await restoreFile(file, sink, portsOver(stored), neverCancelled)).ok).toBe(true);
    expect(sink.end).toBe('closed');
  });

  it('aborts the file where it is cancelled in between', async () => {
    // Three pieces of 4 MiB.
    const { file, stored } = keep(new Uint8Array(12 << 20).fill(7), [4 << 20, 8 << 20]);
    const controller = new AbortController();
    const sink = memorySink();
    const restoring = restoreFile(file, sink, portsOver(stored), controller.signal, () => controller.abort());
    await expect(restoring).rejects.toThrow(/abort/i);
    expect(sink.written).toHaveLength(1);
    expect(sink.end).toBe('aborted');
  });

  it('aborts the file where it cannot be written, and says why', async () => {
    const { file, stored } = keep(Uint8Array.from([1, 2]), []);
    const sink = memorySink();
    sink.write = () => Promise.reject(new Error('The disk is full.'));
    await expect(restoreFile(file, sink, portsOver(stored), neverCancelled)).rejects.toThrow(
      'The disk is full.',
    );
    expect(sink.end).toBe('aborted');
  });
});
