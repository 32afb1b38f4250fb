import { recogniseFile, type RecognisedLineage } from '../formats/recogniseLineage';
import { UnreadableBytes } from '../formats/pieces';
import { blobSource } from './blobSource';
import type { LineageScan } from './tasks';

/** Files that are looked at side by side: a look is mostly waiting. */
const filesAtOnce = 32;

/** What each file is of all that may hold lineage, in their order; null for one that cannot be read. */
export async function scanLineage(
  { files }: LineageScan,
  signal: AbortSignal,
): Promise<readonly (RecognisedLineage | null)[]> {
  const found: (RecognisedLineage | null)[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    signal.throwIfAborted();
    found.push(...(await Promise.all(files.slice(start, start + filesAtOnce).map(recognise))));
  }
  return found;
}

async function recognise({ path, file }: LineageScan['files'][number]): Promise<RecognisedLineage | null> {
  try {
    return await recogniseFile(path, blobSource(file));
  } catch (error) {
    if (error instanceof UnreadableBytes) return null;
    throw error;
  }
}
