import { recogniseFile } from '../formats/recogniseLineage';
import { UnreadableBytes } from '../formats/pieces';
import type { ByteSource } from '../lib/ports';
import { blobSource, bytesSource } from './blobSource';
import type { JoinedFiles } from './joinFiles';
import type { LineageScan, ScannedFile } from './tasks';

/** Blobs that are looked at side by side: a look is mostly waiting. */
const blobsAtOnce = 8;

/** What each file is of all that may hold lineage, in their order. */
export async function scanLineage(
  { joined }: LineageScan,
  signal: AbortSignal,
): Promise<readonly ScannedFile[]> {
  const found: ScannedFile[] = [];
  for (let start = 0; start < joined.length; start += blobsAtOnce) {
    signal.throwIfAborted();
    const scanned = await Promise.all(joined.slice(start, start + blobsAtOnce).map(scanJoined));
    found.push(...scanned.flat());
  }
  return found;
}

async function scanJoined({ blob, files }: JoinedFiles): Promise<readonly ScannedFile[]> {
  if (files.length === 1 && files[0]) return [await scan(files[0].path, blobSource(blob))];
  const whole = await blob.arrayBuffer().catch(() => null);
  const scanned: ScannedFile[] = [];
  let start = 0;
  for (const { path, byteLength } of files) {
    const end = start + byteLength;
    // One that is gone, or was changed, keeps the others from being read with it: then each is read by itself.
    const source = whole
      ? bytesSource(new Uint8Array(whole, start, byteLength))
      : blobSource(blob.slice(start, end));
    scanned.push(await scan(path, source));
    start = end;
  }
  return scanned;
}

async function scan(path: string, source: ByteSource): Promise<ScannedFile> {
  let whole: Uint8Array<ArrayBuffer> | null = null;
  const heard: ByteSource = {
    byteLength: source.byteLength,
    async read(start, end) {
      const bytes = await source.read(start, end);
      if (bytes.length === source.byteLength) whole = bytes;
      return bytes;
    },
  };
  try {
    const recognised = await recogniseFile(path, heard);
    const isImported = recognised.kind === 'lineage' && !recognised.isPointer;
    return { recognised, bytes: isImported ? whole : null };
  } catch (error) {
    if (error instanceof UnreadableBytes) return { recognised: null, bytes: null };
    throw error;
  }
}
