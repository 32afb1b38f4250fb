import { recogniseFile } from '../formats/recogniseLineage';
import { UnreadableBytes } from '../formats/pieces';
import type { ByteSource } from '../lib/ports';
import { blobSource } from './blobSource';
import type { LineageScan, ScannedFile } from './tasks';

/** Files that are looked at side by side: a look is mostly waiting. */
const filesAtOnce = 32;

/** What each file is of all that may hold lineage, in their order. */
export async function scanLineage(
  { files }: LineageScan,
  signal: AbortSignal,
): Promise<readonly ScannedFile[]> {
  const found: ScannedFile[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    signal.throwIfAborted();
    found.push(...(await Promise.all(files.slice(start, start + filesAtOnce).map(scan))));
  }
  return found;
}

async function scan({ path, file }: LineageScan['files'][number]): Promise<ScannedFile> {
  const source = blobSource(file);
  let whole: Uint8Array<ArrayBuffer> | null = null;
  const heard: ByteSource = {
    byteLength: file.size,
    async read(start, end) {
      const bytes = await source.read(start, end);
      if (bytes.length === file.size) whole = bytes;
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
