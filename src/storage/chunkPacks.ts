import { joinBytes } from '../lib/joinBytes';
import type { Digest } from '../versioning/digest';
import type { Pack, StoredChunk } from './chunkDatabase';

interface Run {
  readonly pack: number;
  readonly start: number;
  end: number;
  readonly rows: StoredChunk[];
}

/** What lies between two chunks is read with them where it is less than this: each read costs as much. */
const gapByteLength = 64 * 1024;
const runByteLength = 16 * 1024 * 1024;

/** From here on a pack is a Blob: Chromium would make a file of a longer value, too, and could not read part of it. */
const blobByteLength = 48 * 1024;

/** A pack of these parts, in order. */
export function packOf(parts: readonly Uint8Array<ArrayBuffer>[]): Pack['bytes'] {
  const byteLength = parts.reduce((sum, part) => sum + part.length, 0);
  if (byteLength >= blobByteLength) return new Blob([...parts]);
  return joinBytes(parts);
}

/** How long a pack is. */
export function packLength(bytes: Pack['bytes']): number {
  return bytes instanceof Uint8Array ? bytes.length : bytes.size;
}

/** The stored bytes of chunks; those of a pack that cannot be read are not there. */
export async function readPacks(
  rows: readonly StoredChunk[],
  packs: ReadonlyMap<number, Pack['bytes']>,
): Promise<Map<Digest, Uint8Array<ArrayBuffer>>> {
  const stored = new Map<Digest, Uint8Array<ArrayBuffer>>();
  await Promise.all(
    runsOf(rows).map(async (run) => {
      const bytes = await readRun(run, packs.get(run.pack));
      if (!bytes) return;
      for (const { digest, offset, storedByteLength } of run.rows) {
        const at = offset - run.start;
        stored.set(digest, bytes.subarray(at, at + storedByteLength));
      }
    }),
  );
  return stored;
}

async function readRun(
  { start, end }: Run,
  pack: Pack['bytes'] | undefined,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (pack instanceof Uint8Array) return pack.slice(start, end);
  try {
    return pack ? new Uint8Array(await pack.slice(start, end).arrayBuffer()) : null;
  } catch (error) {
    // The browser has lost the file below the Blob.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Chunks that lie near each other are one read. */
function runsOf(rows: readonly StoredChunk[]): readonly Run[] {
  const runs: Run[] = [];
  for (const row of rows.toSorted((a, b) => a.pack - b.pack || a.offset - b.offset)) {
    const end = row.offset + row.storedByteLength;
    const last = runs.at(-1);
    const isNear =
      last?.pack === row.pack && row.offset - last.end <= gapByteLength && end - last.start <= runByteLength;
    if (last && isNear) {
      last.end = end;
      last.rows.push(row);
    } else runs.push({ pack: row.pack, start: row.offset, end, rows: [row] });
  }
  return runs;
}
