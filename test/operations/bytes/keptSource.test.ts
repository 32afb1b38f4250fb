import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { UnreadableBytes } from '../../../src/formats/pieces';
import type { KeptFile } from '../../../src/operations/core/keptFiles';
import { keptSource } from '../../../src/operations/bytes/keptSource';
import type { Digest } from '../../../src/versioning/digest';
import { nodeHashers as hashers } from '../../versioning/hashPorts';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Digest;
const sha256 = (bytes: Uint8Array) => Promise.resolve(digestOf(bytes));

function kept(pieces: readonly Uint8Array<ArrayBuffer>[]) {
  const stored = new Map(pieces.map((bytes) => [digestOf(bytes), bytes]));
  const file: KeptFile = {
    digest: digestOf(Buffer.concat(pieces)),
    byteLength: pieces.reduce((sum, { length }) => sum + length, 0),
    chunking: 1,
    chunks: pieces.map((bytes) => ({ digest: digestOf(bytes), byteLength: bytes.length })),
    state: 'kept',
  };
  const read = (digests: readonly Digest[]) =>
    Promise.resolve(digests.map((digest) => stored.get(digest) ?? null));
  const source = (isListClaimed: boolean, of = file) =>
    keptSource({ file: of, isListClaimed }, { chunks: { read }, sha256, hashers }, neverCancelled);
  return { file, stored, source: source(false), sourceOf: source };
}

describe('keptSource', () => {
  it('gives any part of the file, as its slice does', async () => {
    const anyPiece = fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Uint8Array.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPiece, { maxLength: 8 }),
        fc.nat(80),
        fc.nat(80),
        async (pieces, start, end) => {
          const whole = Uint8Array.from(Buffer.concat(pieces));
          const { source } = kept(pieces);
          expect(source.byteLength).toBe(whole.length);
          expect(await source.read(start, end)).toEqual(whole.slice(start, Math.max(start, end)));
        },
      ),
    );
  });

  it('throws where a chunk is missing or is not what its digest says', async () => {
    const { file, stored, source } = kept([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]);
    const second = file.chunks[1]!.digest;
    stored.set(second, Uint8Array.of(4, 6));
    expect(await source.read(0, 3)).toEqual(Uint8Array.of(1, 2, 3));
    await expect(source.read(2, 4)).rejects.toThrow(UnreadableBytes);
    await expect(source.read(2, 4)).rejects.toThrow(/at byte 3 is damaged/);
    stored.delete(second);
    await expect(source.read(4, 5)).rejects.toThrow(/is missing/);
  });

  it('of a list that an import claims gives no byte before the whole file was checked', async () => {
    const { file, sourceOf } = kept([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]);
    expect(await sourceOf(true).read(1, 4)).toEqual(Uint8Array.of(2, 3, 4));
    // Both chunks are what their digests say, and the file is another.
    const forged = sourceOf(true, { ...file, digest: digestOf(Uint8Array.of(9)) });
    await expect(forged.read(0, 1)).rejects.toThrow(UnreadableBytes);
    await expect(forged.read(3, 5)).rejects.toThrow(
      'the chunks that an import listed are another file together',
    );
    // Of a list that was made here no more is read than is asked for.
    expect(await sourceOf(false, { ...file, digest: digestOf(Uint8Array.of(9)) }).read(0, 1)).toEqual(
      Uint8Array.of(1),
    );
  });
});
