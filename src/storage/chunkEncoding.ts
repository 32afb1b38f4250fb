import type { Chunk } from '../operations/bytes/chunkStore';
import type { Digest } from '../versioning/digest';
import { compressChunk, decompressChunk } from './chunkCompression';
import type { StoredChunk } from './chunkDatabase';

/** A chunk as it will be stored, before it has a place. */
export interface EncodedChunk extends Omit<StoredChunk, 'pack' | 'offset' | 'storedByteLength'> {
  readonly stored: Uint8Array<ArrayBuffer>;
}

/** Chunks that are read, with where they are stored. */
export interface ReadChunks {
  readonly rows: ReadonlyMap<Digest, StoredChunk>;
  readonly bytes: ReadonlyMap<Digest, Uint8Array<ArrayBuffer>>;
}

/** Differences of differences: the more, the less is stored, and the longer a read takes. */
const maxDepth = 24;

/** Each chunk in the shortest of three ways: as a difference from the one that it is similar to, compressed, as it is. */
export function encodeChunks(chunks: readonly Chunk[], bases: ReadChunks): readonly EncodedChunk[] {
  return chunks.map(({ digest, bytes, similarTo }) => {
    const { byteLength } = bytes;
    const base = similarTo === undefined ? undefined : bases.bytes.get(similarTo);
    const depth = similarTo === undefined ? 0 : (bases.rows.get(similarTo)?.depth ?? maxDepth) + 1;
    if (base && similarTo !== undefined && depth <= maxDepth) {
      const delta = compressChunk(bytes, base);
      // A difference of more than half tells that they are not similar: compressed it needs no other chunk.
      if (delta && delta.length * 4 < byteLength) {
        return { digest, byteLength, encoding: 'delta', base: similarTo, depth, stored: delta };
      }
    }
    const compressed = compressChunk(bytes);
    return compressed
      ? { digest, byteLength, encoding: 'lz4', depth: 0, stored: compressed }
      : { digest, byteLength, encoding: 'raw', depth: 0, stored: bytes };
  });
}

/** The chunks of `digests` from stored bytes, in `room` as far as it goes; what is damaged comes as it is stored. */
export function decodeChunks(
  digests: readonly Digest[],
  rows: ReadonlyMap<Digest, StoredChunk>,
  stored: ReadonlyMap<Digest, Uint8Array<ArrayBuffer>>,
  room: Uint8Array<ArrayBuffer> = noRoom,
): Map<Digest, Uint8Array<ArrayBuffer>> {
  const asked = new Set(digests);
  const places = placesIn(room, digests, rows);
  const decoded = new Map<Digest, Uint8Array<ArrayBuffer>>();
  const decode = (digest: Digest): Uint8Array<ArrayBuffer> | undefined => {
    const known = decoded.get(digest);
    const row = rows.get(digest);
    const bytes = stored.get(digest);
    if (known || !row || !bytes) return known;
    const base = row.base === undefined ? null : (decode(row.base) ?? new Uint8Array());
    const chunk =
      row.encoding === 'raw'
        ? bytes
        : (decompressChunk(bytes, row.byteLength, base, places.get(digest)) ?? bytes);
    // What is only on the way to another one is let go: of a long chain that would be many times as much.
    if (asked.has(digest)) decoded.set(digest, chunk);
    return chunk;
  };
  for (const digest of digests) decode(digest);
  return decoded;
}

const noRoom = new Uint8Array();

/** Where in `room` each is to stand; the first time, of one that comes twice. */
function placesIn(
  room: Uint8Array<ArrayBuffer>,
  digests: readonly Digest[],
  rows: ReadonlyMap<Digest, StoredChunk>,
): ReadonlyMap<Digest, Uint8Array<ArrayBuffer>> {
  const places = new Map<Digest, Uint8Array<ArrayBuffer>>();
  let at = 0;
  for (const digest of digests) {
    const end = at + (rows.get(digest)?.byteLength ?? 0);
    if (end > room.length) break;
    if (!places.has(digest)) places.set(digest, room.subarray(at, end));
    at = end;
  }
  return places;
}
